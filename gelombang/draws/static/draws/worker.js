// Service worker of the draw pages. It keeps only what a page asks it to keep: that page, its scripts, styles and images.
// The network always comes first, so a kept page is never older than it must be; everything else passes by untouched.

const PREFIX = "undian ";
const MOST_PAGES = 12;
const HASHED = /\.[0-9a-f]{12}\.\w+$/; // a name that changes with its content need not be fetched twice

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  const { data, source } = event;
  if (data && data.kind === "keep" && source) event.waitUntil(keep(data, source));
});

async function keep({ page, urls }, source) {
  const own = (url) => new URL(url).origin === self.location.origin;
  const wanted = urls.filter(own).slice(0, 60);
  const cache = await caches.open(PREFIX + page);
  const before = new Set((await cache.keys()).map(({ url }) => url));
  const missing = wanted.filter((url) => !before.has(url) || !(url === page || HASHED.test(url)));
  await Promise.all(missing.map((url) => cache.add(url)));
  const kept = await cache.keys();
  await Promise.all(kept.filter(({ url }) => !wanted.includes(url)).map((request) => cache.delete(request)));
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX));
  await Promise.all(names.slice(0, -MOST_PAGES).map((name) => caches.delete(name)));
  source.postMessage({ kind: "kept" });
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const kinds = ["document", "script", "style", "image"];
  if (request.method !== "GET" || !kinds.includes(request.destination)) return;
  if (new URL(request.url).origin !== self.location.origin) return;
  event.respondWith(answer(event));
});

async function answer(event) {
  const { request } = event;
  try {
    const fresh = await fetch(request);
    if (request.destination === "document" && fresh.ok) event.waitUntil(renew(request.url, fresh.clone()));
    return fresh;
  } catch (error) {
    const kept = await caches.match(request, { ignoreVary: true });
    if (kept) return kept;
    throw error;
  }
}

/** A kept page is renewed whenever it is visited. */
async function renew(url, fresh) {
  if (await caches.has(PREFIX + url)) await (await caches.open(PREFIX + url)).put(url, fresh);
}

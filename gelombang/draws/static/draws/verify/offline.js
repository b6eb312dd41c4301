// Keeps this page and its verifier on the device, so that the check also works without a connection. Proofs, codes and what
// people type are never kept.

import { element } from "./show.js";

/**
 * Registers the service worker at `data-worker-url`, for all pages from `data-home-url` on, which is kept too. Returns a function that keeps the page again, to be called
 * when more was loaded. Does nothing where browsers or plain http know no service workers.
 */
export function keepOffline({ workerUrl, homeUrl, blsUrl, blsKb }, words, place) {
  if (!workerUrl || !("serviceWorker" in navigator)) return () => {};
  const line = element("div", "small quiet kept");
  place.append(line);
  let extra = [];
  navigator.serviceWorker.addEventListener("message", ({ data }) => {
    if (!data || data.kind !== "kept") return;
    const more = hasBeacon(blsUrl, extra) ? [] : [element("p", "actions", beaconButton())];
    line.replaceChildren(element("p", "", words.kept), ...more);
  });
  const home = homeUrl ? [new URL(homeUrl, location.href).href] : [];
  const keep = () => send([...home, ...extra]).catch(() => {});
  function beaconButton() {
    const button = element("button", "second", words.kept_more.replace("{kb}", blsKb || "27"));
    button.type = "button";
    button.addEventListener("click", () => {
      extra = [new URL(blsUrl, location.href).href];
      keep();
    });
    return button;
  }
  // the home page leads back here, also without a connection; the worker's answer allows to reach that far
  navigator.serviceWorker.register(workerUrl, homeUrl ? { scope: homeUrl } : {}).then(keep, () => {});
  return keep;
}

async function send(extra) {
  const { active } = await navigator.serviceWorker.ready;
  const page = location.href.split("#")[0];
  active.postMessage({ kind: "keep", page, urls: [page, ...new Set([...loadedFiles(), ...extra])] });
}

/** The page's own stylesheets, scripts and images, from its own address. */
function loadedFiles() {
  const kinds = ["link", "script", "css", "img", "other"];
  return performance
    .getEntriesByType("resource")
    .filter(({ name, initiatorType }) => name.startsWith(`${location.origin}/`) && kinds.includes(initiatorType))
    .map(({ name }) => name)
    .filter((name) => /\.(js|css|svg|png|ico|woff2)$/.test(new URL(name).pathname));
}

const hasBeacon = (url, extra) => {
  const address = new URL(url, location.href).href;
  return extra.includes(address) || loadedFiles().includes(address);
};

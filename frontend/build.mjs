// Makes the vendored files, or with --check tells whether they are still exactly what these sources give.
import { build } from "esbuild";
import { readFile, writeFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";

const TARGET = new URL("../gelombang/draws/static/draws/vendor/", import.meta.url);
const here = (name) => new URL(name, import.meta.url);
const versions = JSON.parse(await readFile(here("package.json"), "utf8")).dependencies;
const packages = Object.keys(versions);
const banner = `/*! ${packages.map((name) => `${name} ${versions[name]}`).join(", ")}; MIT, see LICENSE.txt beside this file */`;

async function bundled(name) {
  const made = await build({
    absWorkingDir: new URL(".", import.meta.url).pathname,
    entryPoints: [name],
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    target: "es2020",
    legalComments: "none",
    banner: { js: banner },
  });
  return Buffer.from(made.outputFiles[0].contents);
}

async function licences() {
  const texts = packages.map(async (name) => {
    const text = await readFile(here(`node_modules/${name}/LICENSE`), "utf8");
    return `${name} ${versions[name]}\n\n${text.trim()}\n`;
  });
  return Buffer.from((await Promise.all(texts)).join(`\n${"-".repeat(80)}\n\n`));
}

const files = {
  "ed25519.js": await bundled("ed25519.js"),
  "bls12-381.js": await bundled("bls12-381.js"),
  "LICENSE.txt": await licences(),
};
const differing = [];
for (const [name, bytes] of Object.entries(files)) {
  const before = await readFile(new URL(name, TARGET)).catch(() => null);
  if (!before?.equals(bytes)) differing.push(name);
  if (!process.argv.includes("--check")) await writeFile(new URL(name, TARGET), bytes);
  console.log(`${name}: ${bytes.length} bytes, ${gzipSync(bytes, { level: 9 }).length} gzip`);
}
console.log(differing.length ? `differ from before: ${differing.join(", ")}` : "the same as before");
if (process.argv.includes("--check") && differing.length) process.exitCode = 1;

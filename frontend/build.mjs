// Re-makes the two vendored bundles from @noble/curves (MIT): `npm ci && npm run build` in this folder.
import { build } from 'esbuild';
import { readFile, writeFile } from 'node:fs/promises';

const target = '../gelombang/draws/static/draws/';
const version = JSON.parse(await readFile('node_modules/@noble/curves/package.json')).version;
const banner = { js: `/*! @noble/curves ${version} (MIT), see noble.LICENSE.txt; made by frontend/build.mjs */` };

for (const name of ['noble-ed25519', 'noble-bls']) {
  await build({
    entryPoints: [`${name}.entry.mjs`], outfile: `${target}${name}.js`,
    bundle: true, minify: true, format: 'esm', target: 'es2020', banner, legalComments: 'none',
  });
}
await writeFile(`${target}noble.LICENSE.txt`, await readFile('node_modules/@noble/curves/LICENSE'));

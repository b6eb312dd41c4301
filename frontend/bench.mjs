// How long one check takes: `node bench.mjs PROOF.json`. Without the beacon's curve first, then the curve alone.
import { readFile } from "node:fs/promises";
import { checkBeacon, checkProof, read } from "../gelombang/draws/static/draws/verify/check.js";
import { unhex } from "../gelombang/draws/static/draws/verify/sha256.js";
import { verify as beacon } from "../gelombang/draws/static/draws/vendor/bls12-381.js";
import { verify as signature } from "../gelombang/draws/static/draws/vendor/ed25519.js";

const bytes = new Uint8Array(await readFile(process.argv[2]));

/** Milliseconds of the first run and of the median of `runs`. */
function timed(runs, act) {
  const times = Array.from({ length: runs }, () => {
    const start = performance.now();
    act();
    return performance.now() - start;
  });
  return { first: times[0], median: [...times].sort((a, b) => a - b)[Math.floor(runs / 2)] };
}

const proof = read(bytes).value;
const { round, beacon_signature } = proof.statement;
const rows = {
  "one proof, without the beacon": timed(101, () => checkProof(read(bytes).value, signature)),
  "the beacon": round ? timed(11, () => checkBeacon(round, beacon_signature, beacon, unhex)) : null,
};
for (const [name, row] of Object.entries(rows)) {
  if (row) console.log(`${name}: first ${row.first.toFixed(1)} ms, median ${row.median.toFixed(1)} ms`);
}

// undian/1: the forms of manifest, statement and lines; key, seed and the number of a ticket; receipt codes.

import { canonicalBytes, Refused } from "./jcs.js";
import { hex, joined, sha256, unhex, utf8 } from "./sha256.js";

export const VERSION = "undian/1";
export const QUICKNET = {
  type: "drand/bls-unchained-g1-rfc9380",
  chain: "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971",
  public_key:
    "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0" +
    "e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a",
  genesis: 1692803367,
  period: 3,
};
export const NO_SIGNATURE = "0".repeat(96);
const NO_BEACON = { type: "none", chain: "", public_key: "", genesis: 0, period: 0 };
const DRUM = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const MAX_ENTRIES = 999999999999;
const MAX_ITEMS = 1000;
const MAX_PATH = 64;
const MAX_PHASES = 99;
const MAX_CAP = 999999999;

// ---- shapes: a value → whether it has the form
const like = (pattern) => (value) => typeof value === "string" && pattern.test(value);
const isText = (value) => typeof value === "string";
const isFlag = (value) => typeof value === "boolean";
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const whole = (least, most = Number.MAX_SAFE_INTEGER) => (value) =>
  Number.isSafeInteger(value) && value >= least && value <= most;
const listOf = (test, most = MAX_ITEMS) => (value) =>
  Array.isArray(value) && value.length <= most && value.every(test);
const isDraw = like(/^(?! )[ -~]{0,127}[!-~]$/);
const isHash = like(/^[0-9a-f]{64}$/);
const isPath = listOf(isHash, MAX_PATH);
const has = (value, name) => Object.prototype.hasOwnProperty.call(value, name);
const isFiles = (value) =>
  isObject(value) && Object.entries(value).every(([name, hash]) => /^[a-z._]{1,40}$/.test(name) && isHash(hash));
const isTime = (value) =>
  like(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)(value) &&
  new Date(value).getTime() >= -62135596800000 && // year 1
  new Date(value).toISOString() === value.replace("Z", ".000Z");

const LINE = /^[0-9a-f]{64},\d{4},\d,[0-9a-f]{2},[0-9a-f]{24},(0[1-9]|[1-5]\d|6[0-2])$/;
const RESULT = /^\d{12},(W,(?!00)\d\d,(?!0{9})\d{9},-|L,\d\d,0{9},[QHN])$/;
const CUTOFF =
  /^\d\d,[0-9a-f]{2},(\d{4}|-{4}),(\d{9}|-{9}),\d{9},(\d,[0-9a-f]{64},\d{12}|-,-{64},-{12})$/;

const MANIFEST = {
  version: (value) => value === VERSION,
  draw_id: isDraw,
  prev: isHash,
  n: whole(0, MAX_ENTRIES),
  list_root: isHash,
  list_sha256: isHash,
  policy_sha256: isHash,
  close_time: isTime,
  ceremony: isFlag,
  beacon: isObject,
};
const STATEMENT = {
  version: (value) => value === VERSION,
  kind: isText,
  draw_id: isDraw,
  manifest_sha256: isHash,
  operator: isHash,
  signed_at: isTime,
  signature: like(/^[0-9a-f]{128}$/),
};
const KINDS = {
  commitment: { publish: like(/^(full|reduced|roots)$/), rehearsal: isFlag, files: isFiles },
  outcome: {
    commitment_sha256: isHash,
    round: whole(0),
    beacon_signature: like(/^[0-9a-f]{96}$/),
    ceremony: isText,
    key: isHash,
    seed: like(/^[0-9a-f]{40}$/),
    household_cap: whole(0, MAX_CAP),
    n_cutoffs: whole(0, MAX_ENTRIES),
    selected: listOf(whole(0, MAX_ENTRIES), MAX_PHASES),
    results_sha256: isHash,
    results_root: isHash,
    cutoffs_root: isHash,
    files: isFiles,
  },
  receipt: {
    commit: isHash,
    stratum: like(/^\d{4}$/),
    band: like(/^\d$/),
    groups: like(/^[0-9a-f]{2}$/),
    weight: like(/^(0[1-9]|[1-5]\d|6[0-2])$/),
    salt: like(/^[0-9a-f]{32}$/),
    time: isTime,
  },
};
const REPLACEMENT = {
  ...STATEMENT,
  kind: (value) => value === "replacement",
  group: whole(1),
  round: whole(0),
  beacon_signature: like(/^([0-9a-f]{96})?$/),
  reason: isText,
  vacated: listOf(whole(1, MAX_ENTRIES), Infinity),
  selected: listOf(like(/^\d{12},W,(?!00)\d\d,(?!0{9})\d{9},-$/), Infinity),
};
const ENTRY = { line: like(LINE), ticket: whole(1, MAX_ENTRIES), path: isPath };
export const SHAPES = {
  entry: ENTRY,
  result: { line: like(RESULT), path: isPath },
  cutoff: { line: like(CUTOFF), index: whole(0), path: isPath },
  mate: { ...ENTRY, result: like(RESULT), result_path: isPath },
  proof: { version: (value) => value === VERSION, kind: (value) => value === "proof" },
};
export const isList = listOf(isObject);

/** `value` when it has the members of `shape` and no others; else raises Refused("member"). */
export function need(value, where, shape) {
  if (!isObject(value)) throw new Refused("member", { member: where });
  for (const [name, test] of Object.entries(shape)) {
    if (!has(value, name) || !test(value[name])) throw new Refused("member", { member: `${where}.${name}` });
  }
  const strange = Object.keys(value).find((name) => !has(shape, name));
  if (strange !== undefined) throw new Refused("member", { member: `${where}.${strange}` });
  return value;
}

/** A replacement; members that are not known are passed over, as readers of further statements do. */
export function needReplacement(value) {
  const known = Object.fromEntries(Object.entries(isObject(value) ? value : {}).filter(([name]) => has(REPLACEMENT, name)));
  need(known, "statement", REPLACEMENT);
  return value;
}

/** A manifest with its beacon pinned: quicknet, or none and then a ceremony. */
export function needManifest(value) {
  const manifest = need(value, "manifest", MANIFEST);
  const { round, ...chain } = manifest.beacon;
  const known = chain.type === "none" ? NO_BEACON : QUICKNET;
  const same = Object.keys(known).length === Object.keys(chain).length;
  const pinned = same && Object.keys(known).every((name) => chain[name] === known[name]);
  const timely = known === NO_BEACON ? round === 0 && manifest.ceremony : whole(1)(round);
  if (!pinned || !timely) throw new Refused("member", { member: "manifest.beacon" });
  return manifest;
}

/** A statement of one of `kinds`; its signature is not checked here. */
export function needStatement(value, kinds) {
  const kind = isObject(value) && kinds.includes(value.kind) ? value.kind : kinds[0];
  const statement = need(value, "statement", { ...STATEMENT, ...KINDS[kind] });
  if (statement.kind !== kind) throw new Refused("member", { member: "statement.kind" });
  return statement;
}

/** Whether the operator that a statement names signed it; `verify` is Ed25519 over bytes. */
export function isSigned(statement, verify) {
  const { signature, ...covered } = statement;
  const message = joined(utf8(`${VERSION}/statement\0`), canonicalBytes(covered));
  return verify(unhex(statement.operator), message, unhex(signature));
}

function u64(number) {
  const view = new DataView(new ArrayBuffer(8));
  view.setUint32(0, Math.floor(number / 0x100000000));
  view.setUint32(4, number % 0x100000000);
  return new Uint8Array(view.buffer);
}

/** K as 64 hex. */
export function keyOf(hash, round, signature, ceremony) {
  return hex(sha256(joined(utf8(`${VERSION}/key\0`), unhex(hash), u64(round), unhex(signature), utf8(ceremony))));
}

/** SHA-256 of the canonical bytes of a value, 64 hex: of a statement as its file has them. */
export const fileHash = (value) => hex(sha256(canonicalBytes(value)));

/** What the beacon signs for a round. */
export const beaconMessage = (round) => sha256(u64(round));

/** The number of a ticket, 64 hex: the least of `weight` hashes. */
export function scoreOf(seed, ticket, weight) {
  const last = String(ticket).padStart(12, "0");
  let least = "g";
  for (let j = 0; j < weight; j++) {
    const score = hex(sha256(utf8(`${seed}-${DRUM[j]}-${last}`)));
    if (score < least) least = score;
  }
  return least;
}

/** A line of the list. */
export function readLine(line) {
  const [commit, stratum, band, groups, house, weight] = line.split(",");
  return { commit, stratum, band: Number(band), groups: parseInt(groups, 16), house, weight: Number(weight) };
}

/** A line of the results. */
export function readResult(line) {
  const [ticket, won, phase, rank, reason] = line.split(",");
  return { ticket: Number(ticket), selected: won === "W", phase: Number(phase), rank: Number(rank), reason };
}

/** A line of the cut-offs; `limit` and `last` are null where there is none. */
export function readCutoff(line) {
  const [phase, groups, scope, limit, accepted, band, score, ticket] = line.split(",");
  return {
    phase: Number(phase),
    groups: parseInt(groups, 16),
    scope,
    limit: limit[0] === "-" ? null : Number(limit),
    accepted: Number(accepted),
    last: band === "-" ? null : [Number(band), score, Number(ticket)],
  };
}

/** Whether order a = [band, score, ticket] comes before b. */
export function isBefore(a, b) {
  const i = [0, 1, 2].find((part) => a[part] !== b[part]);
  return i !== undefined && a[i] < b[i];
}

// ---- receipts
/** H("undian/1/commit" 00 ‖ salt ‖ identity) as 64 hex. */
export const commitOf = (salt, identity) => hex(sha256(joined(utf8(`${VERSION}/commit\0`), unhex(salt), utf8(identity))));

function checkLetters(letters) {
  const [first, second] = sha256(utf8(letters));
  const bits = first * 4 + (second >> 6);
  return CROCKFORD[bits >> 5] + CROCKFORD[bits & 31];
}

/** The receipt code of a commit: 70 bits and 10 that tell a slip of the finger, in fours. */
export function codeOf(commit) {
  let letters = "";
  const bits = Array.from(commit.slice(0, 18), (digit) => parseInt(digit, 16).toString(2).padStart(4, "0")).join("");
  for (let i = 0; i < 70; i += 5) letters += CROCKFORD[parseInt(bits.slice(i, i + 5), 2)];
  return (letters + checkLetters(letters)).replace(/(....)(?=.)/g, "$1-");
}

/** A typed code as it is printed; raises Refused("code") for what cannot be one. */
export function readCode(typed) {
  const plain = typed.toUpperCase().replace(/[\s\-‐‑–]/g, "").replace(/O/g, "0").replace(/[IL]/g, "1");
  const n = (typed.match(/[0-9A-Za-z]/g) || []).length;
  if (n !== 16) throw new Refused(n < 16 ? "short" : "long", { n });
  if (!/^[0-9A-HJKMNP-TV-Z]{16}$/.test(plain) || checkLetters(plain.slice(0, 14)) !== plain.slice(14)) {
    throw new Refused("code");
  }
  return plain.replace(/(....)(?=.)/g, "$1-");
}

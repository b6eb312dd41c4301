// undian/1 in the browser: what one person needs to check their own result, in plain JavaScript.
// Hashing is our own because WebCrypto does not exist on plain http and file pages; curves are handed in.
// The same steps, in the same order, as gelombang/core/lottery/proof.py.

const utf8 = new TextEncoder();
export const bytesOf = (text) => utf8.encode(text);
export const hexOf = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
export const unhex = (text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));

export function joined(...parts) {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) { whole.set(part, at); at += part.length; }
  return whole;
}

// --- SHA-256 (FIPS 180-4) -------------------------------------------------------------------------------------
const PRIMES = [];
for (let candidate = 2; PRIMES.length < 64; candidate++) {
  if (PRIMES.every((prime) => candidate % prime)) PRIMES.push(candidate);
}
const fraction = (root) => ((root - Math.floor(root)) * 2 ** 32) >>> 0;
const K = Uint32Array.from(PRIMES, (prime) => fraction(Math.cbrt(prime)));
const START = Uint32Array.from(PRIMES.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));
const turn = (word, by) => (word >>> by) | (word << (32 - by));

export function sha256(bytes) {
  const padded = new Uint8Array(((bytes.length + 72) >> 6) << 6);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(bytes.length / 2 ** 29));
  view.setUint32(padded.length - 4, (bytes.length << 3) >>> 0);
  const state = START.slice();
  const w = new Uint32Array(64);
  for (let at = 0; at < padded.length; at += 64) {
    for (let i = 0; i < 16; i++) w[i] = view.getUint32(at + 4 * i);
    for (let i = 16; i < 64; i++) {
      const s0 = turn(w[i - 15], 7) ^ turn(w[i - 15], 18) ^ (w[i - 15] >>> 3);
      const s1 = turn(w[i - 2], 17) ^ turn(w[i - 2], 19) ^ (w[i - 2] >>> 10);
      w[i] = w[i - 16] + s0 + w[i - 7] + s1;
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let i = 0; i < 64; i++) {
      const t1 = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
      const t2 = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g; g = f; f = e; e = (d + t1) | 0; d = c; c = b; b = a; a = (t1 + t2) | 0;
    }
    [a, b, c, d, e, f, g, h].forEach((word, i) => { state[i] += word; });
  }
  const digest = new DataView(new ArrayBuffer(32));
  state.forEach((word, i) => digest.setUint32(4 * i, word));
  return new Uint8Array(digest.buffer);
}

// --- JSON in one form only (RFC 8785, for the values that undian/1 uses) --------------------------------------------
export class Unreadable extends Error {}

export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const members = Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`);
    return `{${members.join(',')}}`;
  }
  if (typeof value === 'number' && !Number.isSafeInteger(value)) throw new Unreadable('number');
  return JSON.stringify(value);
}

export function parseCanonical(text) {
  let value;
  try { value = JSON.parse(text); } catch { throw new Unreadable('json'); }
  let same = false;
  try { same = canonical(value) === text; } catch { /* too deep, or a fraction */ }
  if (!same) throw new Unreadable('canonical');
  return value;
}

// --- Merkle trees (RFC 9162 §2.1.3.2); indexes beyond 32 bits, so no bit operators ----------------------------------
export const leafHash = (line) => sha256(joined([0], bytesOf(line)));
const nodeHash = (left, right) => sha256(joined([1], left, right));
const half = (number) => Math.floor(number / 2);

export function includes(root, n, index, leaf, path) {
  if (!(Number.isSafeInteger(index) && Number.isSafeInteger(n) && index >= 0 && index < n)) return false;
  let position = index;
  let last = n - 1;
  let hash = leaf;
  for (const sibling of path) {
    if (last === 0) return false;
    if (position % 2 === 1 || position === last) {
      hash = nodeHash(unhex(sibling), hash);
      while (position % 2 === 0 && position !== 0) { position = half(position); last = half(last); }
    } else {
      hash = nodeHash(hash, unhex(sibling));
    }
    position = half(position);
    last = half(last);
  }
  return last === 0 && hexOf(hash) === root;
}

// --- seed and numbers -----------------------------------------------------------------------------------------------------
const DRUM = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

export function u64(number) {
  const bytes = new Uint8Array(8);
  for (let i = 7, rest = number; i >= 0; i--) { bytes[i] = rest % 256; rest = Math.floor(rest / 256); }
  return bytes;
}

export const keyOf = (manifestHash, round, signature, ceremony) =>
  hexOf(sha256(joined(bytesOf('undian/1/key\0'), unhex(manifestHash), u64(round), unhex(signature), bytesOf(ceremony))));

export function score(seed, ticket, weight) {
  let least = 'g';
  for (let j = 0; j < weight; j++) {
    const hash = hexOf(sha256(bytesOf(`${seed}-${DRUM[j]}-${String(ticket).padStart(12, '0')}`)));
    if (hash < least) least = hash;
  }
  return least;
}

export const commitTo = (identity, salt) =>
  hexOf(sha256(joined(bytesOf('undian/1/commit\0'), unhex(salt), bytesOf(identity))));

// --- reading what is in a proof ---------------------------------------------------------------------------------------------
const HEX64 = /^[0-9a-f]{64}$/;
const LINE = /^([0-9a-f]{64}),([0-9]{4}),([0-9]),([0-9a-f]{2}),([0-9a-f]{24}),(0[1-9]|[1-5][0-9]|6[0-2])$/;
const RESULT = /^([0-9]{12}),([WL]),([0-9]{2}),([0-9]{9}),([-QHN])$/;
const CUTOFF = /^([0-9]{2}),([0-9a-f]{2}),([0-9]{4}|-{4}),([0-9]{9}|-{9}),([0-9]{9}),(?:([0-9]),([0-9a-f]{64}),([0-9]{12})|-,-{64},-{12})$/;

const must = (holds, what) => { if (!holds) throw new Unreadable(what); };
const matched = (pattern, text, what) => {
  const match = typeof text === 'string' ? pattern.exec(text) : null;
  must(match, what);
  return match;
};
const whole = (value, what) => { must(Number.isSafeInteger(value) && value >= 0, what); return value; };
const pathOf = (value, what) => {
  must(Array.isArray(value) && value.length <= 64 && value.every((item) => typeof item === 'string' && HEX64.test(item)), what);
  return value;
};

export function readMember(value, what) {
  must(value !== null && typeof value === 'object', what);
  const [, commit, stratum, band, groups, house, weight] = matched(LINE, value.line, what);
  return {
    line: value.line, commit, stratum, house, ticket: whole(value.ticket, what), path: pathOf(value.path, what),
    band: Number(band), groups: parseInt(groups, 16), weight: Number(weight),
  };
}

export function readResult(line, ticket) {
  const [, number, won, phase, rank, reason] = matched(RESULT, line, 'result');
  const result = { selected: won === 'W', phase: Number(phase), rank: Number(rank), reason };
  must(Number(number) === ticket && result.selected === (reason === '-') && result.selected === result.rank > 0, 'result');
  return result;
}

function readCutoff(value) {
  must(value !== null && typeof value === 'object', 'cutoffs');
  const [, phase, groups, scope, limit, accepted, band, hash, ticket] = matched(CUTOFF, value.line, 'cutoffs');
  return {
    line: value.line, index: whole(value.index, 'cutoffs'), path: pathOf(value.path, 'cutoffs'), scope,
    phase: Number(phase), groups: parseInt(groups, 16), limit: limit[0] === '-' ? null : Number(limit),
    accepted: Number(accepted), last: band === undefined ? null : [Number(band), hash, Number(ticket)],
  };
}

const before = (a, b) => {
  for (let i = 0; i < 3; i++) if (a[i] !== b[i]) return a[i] < b[i];
  return false;
};
const open = (cutoff, groups) => cutoff.groups === 0 || (cutoff.groups & groups) !== 0;
const full = (cutoff) => cutoff.limit !== null && cutoff.accepted >= cutoff.limit;
const turnsAway = (cutoff, order) => full(cutoff) && (cutoff.last === null || before(cutoff.last, order));
const orderOf = (member, seed) => [member.band, score(seed, member.ticket, member.weight), member.ticket];

// --- the check -----------------------------------------------------------------------------------------------------------------
export const PREFIX = 'undian/1/statement\0';
export const QUICKNET = {
  type: 'drand/bls-unchained-g1-rfc9380', genesis: 1692803367, period: 3,
  chain: '52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971',
  public_key: '83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a',
};
const NO_BEACON = { type: 'none', chain: '', public_key: '', genesis: 0, period: 0, round: 0 };

export function isSigned(statement, verifySignature) {
  must(statement !== null && typeof statement === 'object' && statement.version === 'undian/1', 'statement');
  must(HEX64.test(statement.operator) && /^[0-9a-f]{128}$/.test(statement.signature), 'statement');
  const { signature, ...covered } = statement;
  return verifySignature(unhex(statement.operator), joined(bytesOf(PREFIX), bytesOf(canonical(covered))), unhex(signature));
}

export function readManifest(manifest) {
  must(manifest !== null && typeof manifest === 'object' && manifest.version === 'undian/1', 'manifest');
  must(HEX64.test(manifest.list_root) && Number.isSafeInteger(manifest.n) && manifest.n >= 0, 'manifest');
  const beacon = canonical(manifest.beacon ?? null);
  const none = beacon === canonical(NO_BEACON);
  const round = manifest.beacon?.round;
  must(none ? manifest.ceremony === true : whole(round, 'manifest') >= 1 && beacon === canonical({ ...QUICKNET, round }), 'manifest');
  return { ...manifest, none, round: none ? 0 : round, hash: hexOf(sha256(bytesOf(canonical(manifest)))) };
}

// `curves` is { signature(publicKey, message, signature), beacon(publicKey, message, signature) }, bytes in, truth out;
// either may be a promise; beacon may answer null where it cannot be checked.
export async function checkProof(proof, curves) {
  must(proof !== null && typeof proof === 'object' && proof.version === 'undian/1' && proof.kind === 'proof', 'kind');
  const manifest = readManifest(proof.manifest);
  const statement = proof.statement;
  const signed = await isSigned(statement, curves.signature);
  const member = readMember(proof.entry, 'entry');
  const answer = { manifest, statement, member, result: null, order: null, steps: [] };
  const step = (name, holds) => answer.steps.push({ name, holds });
  step('statement', signed);
  step('manifest', statement.manifest_sha256 === manifest.hash && statement.draw_id === manifest.draw_id);
  step('entry', isListed(manifest, member));
  if (statement.kind === 'commitment') return answer;
  must(statement.kind === 'outcome', 'statement');
  readOutcome(statement);
  answer.result = readResult(proof.result?.line, member.ticket);
  answer.order = orderOf(member, statement.seed);
  step('beacon', await beaconHolds(manifest, statement, curves.beacon));
  step('seed', seedFollows(manifest, statement));
  step('result', isPublished(manifest, statement, proof.result, member.ticket));
  const reason = reasonOf(proof, manifest, statement, member, answer);
  step('reason', reason.holds);
  return { ...answer, telling: reason.telling, mates: reason.mates };
}

function readOutcome(statement) {
  must(Array.isArray(statement.selected) && /^[0-9a-f]{40}$/.test(statement.seed), 'statement');
  for (const name of ['results_root', 'cutoffs_root', 'key']) must(HEX64.test(statement[name]), name);
  for (const name of ['round', 'household_cap', 'n_cutoffs']) whole(statement[name], name);
  must(typeof statement.ceremony === 'string' && /^[0-9a-f]{96}$/.test(statement.beacon_signature), 'statement');
}

const isListed = (manifest, member) =>
  includes(manifest.list_root, manifest.n, member.ticket - 1, leafHash(member.line), member.path);

const isPublished = (manifest, statement, result, ticket) =>
  includes(statement.results_root, manifest.n, ticket - 1, leafHash(result.line), pathOf(result.path, 'result'));

async function beaconHolds(manifest, statement, verifyBeacon) {
  if (statement.round !== manifest.round) return false;
  if (manifest.none) return /^0{96}$/.test(statement.beacon_signature);
  return verifyBeacon(unhex(QUICKNET.public_key), sha256(u64(manifest.round)), unhex(statement.beacon_signature));
}

function seedFollows(manifest, statement) {
  if (manifest.ceremony !== (statement.ceremony !== '')) return false;
  const key = keyOf(manifest.hash, manifest.round, statement.beacon_signature, statement.ceremony);
  return key === statement.key && key.slice(0, 40) === statement.seed;
}

function reasonOf(proof, manifest, statement, member, answer) {
  must(Array.isArray(proof.cutoffs) && proof.cutoffs.length <= 1000, 'cutoffs');
  const cutoffs = proof.cutoffs.map(readCutoff);
  const published = cutoffs.every((cutoff) =>
    includes(statement.cutoffs_root, statement.n_cutoffs, cutoff.index, leafHash(cutoff.line), cutoff.path));
  const linesOf = (phase) => cutoffs.filter((c) => c.phase === phase && (c.scope === '----' || c.scope === member.stratum));
  if (!published) return { holds: false };
  if (answer.result.selected) return accepted(linesOf(answer.result.phase), member, answer.order);
  return turnedAway(proof, manifest, statement, member, answer, linesOf);
}

function accepted(lines, member, order) {
  const scopes = new Set(lines.map((cutoff) => cutoff.scope));
  const holds = scopes.size === 2 && lines.every((cutoff) =>
    open(cutoff, member.groups) && cutoff.last !== null && !before(cutoff.last, order));
  return { holds, telling: lines.find((cutoff) => cutoff.scope !== '----') };
}

function turnedAway(proof, manifest, statement, member, answer, linesOf) {
  const { order, result } = answer;
  const mates = matesOf(proof, manifest, statement, member);
  const cap = statement.household_cap;
  let lastOpen = 0;
  let telling;
  for (let phase = 1; phase <= statement.selected.length; phase++) {
    const lines = linesOf(phase);
    if (!lines.length) return { holds: false };
    if (!open(lines[0], member.groups)) continue;
    lastOpen = phase;
    const earlier = mates.filter((mate) => mate.phase < phase || (mate.phase === phase && before(mate.order, order)));
    telling = lines.find((cutoff) => turnsAway(cutoff, order));
    if (!telling && !(cap > 0 && mates.length > 0 && earlier.length >= cap)) return { holds: false };
  }
  const scope = result.reason === 'N' ? '----' : member.stratum;
  const fits = lastOpen === 0 ? result.reason === 'N'
    : result.reason === 'H' ? cap > 0 && mates.length >= cap
      : linesOf(lastOpen).some((cutoff) => cutoff.scope === scope && full(cutoff));
  return { holds: result.phase === lastOpen && fits, telling, mates };
}

// The members of the household that are proven to be selected; none where any part of that does not hold.
function matesOf(proof, manifest, statement, member) {
  const values = proof.household ?? [];
  must(Array.isArray(values) && values.length <= 1000, 'household');
  const mates = values.map((value) => {
    const mate = readMember(value, 'household');
    const result = readResult(value.result, mate.ticket);
    const holds = mate.ticket !== member.ticket && mate.house === member.house && result.selected && isListed(manifest, mate)
      && isPublished(manifest, statement, { line: value.result, path: value.result_path }, mate.ticket);
    return { holds, phase: result.phase, order: orderOf(mate, statement.seed), ticket: mate.ticket };
  });
  const distinct = new Set(mates.map((mate) => mate.ticket)).size === mates.length;
  return distinct && mates.every((mate) => mate.holds) ? mates : [];
}

// --- receipts --------------------------------------------------------------------------------------------------------------------
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

function checkLetters(letters) {
  const digest = sha256(bytesOf(letters));
  return ALPHABET[digest[0] >> 3] + ALPHABET[((digest[0] & 7) << 2) | (digest[1] >> 6)];
}

// A typed code in its printed form, or null where it cannot be one.
export function readCode(typed) {
  const letters = typed.toUpperCase().replace(/[\s\-\u2010-\u2013]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
  if (letters.length !== 16 || [...letters].some((letter) => !ALPHABET.includes(letter))) return null;
  return checkLetters(letters.slice(0, 14)) === letters.slice(14) ? letters.match(/.{4}/g).join('-') : null;
}

export function codeOf(commit) {
  let bits = BigInt(`0x${commit}`) >> 186n;
  let letters = '';
  for (let i = 0; i < 14; i++) { letters = ALPHABET[Number(bits & 31n)] + letters; bits >>= 5n; }
  return (letters + checkLetters(letters)).match(/.{4}/g).join('-');
}

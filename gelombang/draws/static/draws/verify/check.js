// Checks one file that somebody hands in, a proof or a receipt, and answers each step in its own right. It reads bytes and
// returns facts; it touches no page, no network and no storage. Words are in words.js.

import { parse, Refused } from "./jcs.js";
import { includes, leafHash } from "./merkle.js";
import * as protocol from "./protocol.js";
import { explain, isSane } from "./reason.js";

export const MAX_BYTES = 200000;
const NOTICE_HOURS = 72;

/** Raises Refused for a file of more than MAX_BYTES: a photo is no proof; what begins as one does is too large for one. */
export function needSize(size, start) {
  if (size > MAX_BYTES) throw new Refused(/^\s*\{/.test(String.fromCharCode(...start.slice(0, 64))) ? "large" : "json");
}

/**
 * What is in `bytes`: { kind: "proof" | "receipt", value }. Raises Refused with the sentence's key for anything else.
 */
export function read(bytes) {
  needSize(bytes.length, bytes);
  if (bytes.length === 0) throw new Refused("empty");
  const value = parseOwn(bytes);
  if (value !== null && value.kind === "receipt") {
    return { kind: "receipt", value: needReceipt(value) };
  }
  if (value === null || value.kind !== "proof") throw new Refused("kind");
  return { kind: "proof", value: needProof(value) };
}

function needReceipt(value) {
  try {
    return protocol.needStatement(value, ["receipt"]);
  } catch {
    throw new Refused("member", { receipt: true });
  }
}

/** The value; of another file than ours it is said first that it is another, and not that its form was changed. */
function parseOwn(bytes) {
  try {
    return parse(bytes);
  } catch (error) {
    const isOurs = /"kind"\s*:\s*"(proof|receipt)"/.test(new TextDecoder().decode(bytes));
    throw error.key === "canonical" && !isOurs ? new Refused("kind") : error;
  }
}

function needProof(value) {
  const { need, SHAPES, isList } = protocol;
  const drawn = "result" in value;
  const shape = { ...SHAPES.proof, manifest: Boolean, statement: Boolean, entry: Boolean };
  if (drawn) {
    Object.assign(shape, { result: Boolean, cutoffs: isList });
    need(value.result, "result", SHAPES.result);
    if (value.result.line.endsWith("H")) shape.household = isList; // else its household has no place there
  }
  need(value, "proof", shape);
  protocol.needManifest(value.manifest);
  protocol.needStatement(value.statement, [drawn ? "outcome" : "commitment"]);
  need(value.entry, "entry", SHAPES.entry);
  if (!drawn) return value;
  value.cutoffs.forEach((item, i) => need(item, `cutoffs[${i}]`, SHAPES.cutoff));
  if (!value.cutoffs.every(({ line }) => isSane(protocol.readCutoff(line)))) throw new Refused("member");
  (value.household || []).forEach((item, i) => need(item, `household[${i}]`, SHAPES.mate));
  const results = [[value.result.line, value.entry.ticket], ...(value.household || []).map((mate) => [mate.result, mate.ticket])];
  if (results.some(([line, ticket]) => protocol.readResult(line).ticket !== ticket)) throw new Refused("member");
  return value;
}

const step = (name, holds, facts = {}) => ({ name, holds, facts });

/** true or false; null where the page gave nothing to compare with. */
const equals = (given, found) => (given ? given === found : null);

/**
 * The steps of a proof, all but the beacon's curve, which needs a file loaded on demand: its `holds` is undefined.
 * `verify` is Ed25519; `page` may give `operator`, `manifest` and `outcome` (64 hex each; the last is the SHA-256 of the
 * published outcome.json: a signature alone cannot tell whether another was signed for one reader) of the draw that it shows,
 * `others`, the manifests of other draws of its name, and `mine`, what the owner's code or receipt says: { code }, or a receipt's { commit, stratum, band, groups, weight }.
 */
export function checkProof(proof, verify, page = {}) {
  const { manifest, statement, entry } = proof;
  const { draw_id: draw, n } = manifest;
  const hash = protocol.fileHash(manifest);
  const names = statement.manifest_sha256 === hash && statement.draw_id === draw;
  const steps = [
    step("file", true),
    step("signature", protocol.isSigned(statement, verify), { signed_at: statement.signed_at }),
    step("manifest", names, { draw, close_time: manifest.close_time }),
    ...untimely(couldSign(manifest, statement), statement),
    step("draw", both(equals(page.operator, statement.operator), equals(page.manifest, hash)), {
      draw,
      operator: statement.operator,
      named: (page.draw === undefined || page.draw === draw) && !(page.others || []).includes(hash),
    }),
    step("list", includes(manifest.list_root, n, entry.ticket - 1, leafHash(entry.line), entry.path), {
      ticket: entry.ticket,
      n,
    }),
  ];
  if (page.mine) steps.push(step("mine", isMine(entry.line, page.mine)));
  const [commit, stratum] = entry.line.split(",");
  const said = { draw, manifest: hash, ticket: entry.ticket, n, stratum, code: protocol.codeOf(commit), rehearsal: isRehearsal(manifest, statement) };
  if (!proof.result) {
    const facts = { at: roundTime(manifest.beacon), notice: shortNotice(manifest, statement) };
    return { steps, said: { ...said, ...facts, kind: "before" } };
  }
  return checkOutcome(proof, hash, steps, said, page);
}

/** A step for what was signed when it cannot have been; nothing where it can. */
const untimely = (holds, { signed_at }) => (holds ? [] : [step("times", false, { signed_at })]);

/** Whether a time lies between the first round of the chain that undian/1 names and the present; clocks drift ten minutes. */
const couldBe = (at) => protocol.QUICKNET.genesis * 1000 <= Date.parse(at) && Date.parse(at) <= Date.now() + 600000;

/** Nothing is signed before applications close; an outcome not before its round, a real draw's commitment before it. */
function couldSign({ beacon, close_time }, { kind, rehearsal, signed_at }) {
  const [at, out] = [Date.parse(signed_at), roundTime(beacon)];
  const late = out !== null && kind === "commitment" && !rehearsal && at >= out;
  const early = at < Date.parse(close_time) || (out !== null && kind === "outcome" && at < out);
  return couldBe(signed_at) && !early && !late;
}

/** Hours from the commitment of a real draw to its round, in whole ones, where they are fewer than undian/1 asks for; else null. */
function shortNotice({ beacon }, { rehearsal, signed_at }) {
  const out = roundTime(beacon);
  if (out === null || rehearsal) return null;
  const hours = (out - Date.parse(signed_at)) / 3600000;
  return hours < NOTICE_HOURS ? Math.max(0, Math.floor(hours)) : null;
}

function both(a, b) {
  if (a === false || b === false) return false;
  return a === null || b === null ? null : true;
}

function checkOutcome(proof, hash, steps, said, page) {
  const { manifest, statement, entry } = proof;
  const line = protocol.readLine(entry.line);
  const result = protocol.readResult(proof.result.line);
  const score = protocol.scoreOf(statement.seed, entry.ticket, line.weight);
  const at = entry.ticket - 1;
  const published =
    result.ticket === entry.ticket &&
    includes(statement.results_root, manifest.n, at, leafHash(proof.result.line), proof.result.path);
  const same = equals(page.outcome, protocol.fileHash(statement));
  const reason = explain(proof, [line.band, score, entry.ticket]);
  steps.push(
    step("outcome", same),
    beaconStep(manifest, statement),
    step("seed", seedFollows(manifest, statement, hash), { seed: statement.seed, ceremony: statement.ceremony }),
    step("number", true, { score, seed: statement.seed, ticket: entry.ticket, weight: line.weight }),
    step("result", published, { result }),
    step("reason", reason.holds, { why: reason.why, details: reason.details, result }),
  );
  const facts = { result, score, details: reason.details, cap: statement.household_cap };
  return { steps, said: { ...said, ...facts, kind: kindOf(result, reason.details) } };
}

/** A household that had its share may not be what decided: seats can have run out before its member's turn in every phase. */
function kindOf({ phase, reason }, details) {
  if (phase === 0) return "closed";
  if (reason === "H" && !details.some(({ kind }) => kind === "household")) return "household_too";
  return { "-": "selected", Q: "quota", H: "household", N: "seats" }[reason];
}

function beaconStep(manifest, statement) {
  const { round, type } = manifest.beacon;
  const rehearsal = isRehearsal(manifest, statement);
  const facts = { round, type, rehearsal, at: roundTime(manifest.beacon), signature: statement.beacon_signature };
  if (statement.round !== round) return step("beacon", false, facts);
  if (type === "none") return step("beacon", statement.beacon_signature === protocol.NO_SIGNATURE, facts);
  return step("beacon", undefined, facts);
}

const roundTime = ({ genesis, period, round }) => (round ? (genesis + (round - 1) * period) * 1000 : null);

/** A text counts exactly when the manifest announced one; otherwise its author could choose the seed. */
function seedFollows(manifest, statement, hash) {
  const { ceremony } = statement;
  const key = protocol.keyOf(hash, manifest.beacon.round, statement.beacon_signature, ceremony);
  return manifest.ceremony === (ceremony !== "") && statement.key === key && statement.seed === key.slice(0, 40);
}

function isMine(line, mine) {
  const [commit, stratum, band, groups, , weight] = line.split(",");
  if (!mine.commit) return protocol.codeOf(commit) === mine.code;
  return (
    commit === mine.commit && stratum === mine.stratum && band === mine.band && groups === mine.groups && weight === mine.weight
  );
}

const isRehearsal = (manifest, statement) =>
  manifest.draw_id.startsWith("rehearsal-") || statement.rehearsal === true;

/** Whether the beacon signed: `verify` is the curve's function, or null where its file could not be loaded. */
export function checkBeacon(round, signature, verify, unhex) {
  if (!verify) return null;
  if (!/^[0-9a-f]{96}$/.test(signature) || !Number.isSafeInteger(round) || round < 1) return false;
  return verify(unhex(protocol.QUICKNET.public_key), protocol.beaconMessage(round), unhex(signature));
}

/**
 * The steps of a receipt. `identity` is what its owner typed, or null; it is hashed here and goes nowhere.
 */
export function checkReceipt(receipt, verify, page = {}, identity = null) {
  const early = receipt.manifest_sha256 === "0".repeat(64);
  const named = equals(page.draw, receipt.draw_id);
  const sameDraw = early ? named : both(named, equals(page.manifest, receipt.manifest_sha256));
  const own = identity === null ? null : protocol.commitOf(receipt.salt, identity) === receipt.commit;
  const steps = [
    step("file", true),
    step("receipt_signature", protocol.isSigned(receipt, verify), { time: receipt.time }),
    ...untimely(couldBe(receipt.time) && couldBe(receipt.signed_at) && receipt.time <= receipt.signed_at, receipt),
    ...(named && !isTimely(receipt, page, early) ? [step("receipt_times", false, { time: receipt.time, signed_at: receipt.signed_at })] : []),
    step("receipt_draw", both(equals(page.operator, receipt.operator), sameDraw), {
      draw: receipt.draw_id,
      operator: receipt.operator,
      named: named !== false,
    }),
    step("identity", own),
  ];
  return { steps, said: { kind: "receipt", code: protocol.codeOf(receipt.commit), draw: receipt.draw_id } };
}

/**
 * Whether a receipt of the page's draw is of before the close, and signed before the commitment where it names no manifest, after
 * the close where it does. `page` may give both times, `closed` and `committed`; times of one form sort as text.
 */
function isTimely({ time, signed_at }, { closed, committed }, early) {
  if (closed && time > closed) return false;
  return early ? !committed || signed_at <= committed : !closed || signed_at >= closed;
}

/** The whole in one word: "wrong", "partly" (something essential was not checked) or "right". */
export function verdictOf(steps) {
  if (steps.some(({ holds }) => holds === false)) return "wrong";
  return steps.some(({ holds }) => holds === null || holds === undefined) ? "partly" : "right";
}

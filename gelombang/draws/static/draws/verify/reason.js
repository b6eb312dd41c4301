// Why somebody was selected or not, from the published cut-offs: everyone has a reason that anyone can check. Either their
// number is not above the last one selected, or in each phase open to them the seats of the phase or of their
// region had gone to smaller numbers, or as many of their household as may be had been selected first.

import { includes, leafHash } from "./merkle.js";
import { isBefore, readCutoff, readLine, readResult, scoreOf } from "./protocol.js";

const WHOLE = "----";

/**
 * Whether the result agrees with number and cut-offs. `proof` has been read for its shape; `order` is [band, score, ticket].
 * Returns { holds, why, details }: `why` names what is wrong, `details` says for each phase what decided it.
 */
export function explain(proof, order) {
  const { statement } = proof;
  const entry = readLine(proof.entry.line);
  const result = readResult(proof.result.line);
  const cutoffs = publishedCutoffs(proof.cutoffs, statement, entry.stratum, result);
  if (cutoffs === null) return wrong("cutoff");
  const of = (phase) => phaseLines(cutoffs, phase, entry.stratum);
  if (result.selected) return accepted(of(result.phase), result, entry, order);
  return turnedAway(proof, of, entry, result, order);
}

const wrong = (why, details = []) => ({ holds: false, why, details });

/**
 * The lines, or null when one is not among those published, contradicts the outcome, stands there twice or speaks of another
 * region or of a phase that is not a winner's, or when the two of a phase disagree.
 */
function publishedCutoffs(items, statement, stratum, result) {
  const lines = [];
  for (const { line, index, path } of items) {
    if (!includes(statement.cutoffs_root, statement.n_cutoffs, index, leafHash(line), path)) return null;
    const cutoff = readCutoff(line);
    const { phase, scope } = cutoff;
    if (scope === WHOLE && statement.selected[phase - 1] !== cutoff.accepted) return null;
    if (phase < 1 || phase > statement.selected.length) return null;
    if (![WHOLE, stratum].includes(scope) || (result.selected && phase !== result.phase)) return null;
    if (lines.some((line) => line.phase === phase && line.scope === scope) || !isSane(cutoff)) return null;
    lines.push(cutoff);
  }
  return lines.every((line) => isWithin(line, lines.find(({ phase, scope }) => phase === line.phase && scope === WHOLE))) ? lines : null;
}

/** Somebody is the last exactly where somebody was accepted, and no more are than may be. */
export const isSane = ({ accepted: taken, limit, last }) => (last === null) === (taken === 0) && (limit === null || taken <= limit);

/** Whether a line of a region agrees with the line of its phase as a whole, where that is shown. */
function isWithin(line, whole) {
  if (!whole) return true;
  if (line.groups !== whole.groups || line.accepted > whole.accepted) return false;
  return line.last === null || (whole.last !== null && !isBefore(whole.last, line.last));
}

function phaseLines(cutoffs, phase, stratum) {
  const find = (scope) => cutoffs.find((cutoff) => cutoff.phase === phase && cutoff.scope === scope);
  const whole = find(WHOLE);
  const own = find(stratum);
  return { phase, whole, own, both: [own, whole].filter(Boolean) };
}

const isOpen = (cutoff, groups) => cutoff.groups === 0 || hasCommonBit(cutoff.groups, groups);
const hasCommonBit = (a, b) => (a & b) !== 0;
const isFull = (cutoff) => cutoff.limit !== null && cutoff.accepted >= cutoff.limit;
const turnsAway = (cutoff, order) => isFull(cutoff) && (cutoff.last === null || isBefore(cutoff.last, order));

function accepted({ phase, whole, own }, result, entry, order) {
  if (!whole || !own) return wrong("missing");
  // a region decided where it was full; else the phase as a whole
  const limit = isFull(own) ? own : whole;
  const detail = { kind: "won", phase, stratum: limit.scope, order, last: limit.last };
  const inside = [whole, own].every((cutoff) => cutoff.last !== null && !isBefore(cutoff.last, order));
  const isLast = inside && !isBefore(order, whole.last); // the whole key: band, number, ticket
  const rankFits = result.rank <= whole.accepted && (result.rank === whole.accepted) === isLast;
  if (!inside || !rankFits || !isOpen(whole, entry.groups)) return wrong("cutoffs", [detail]);
  return { holds: true, why: "", details: [detail] };
}

function turnedAway(proof, of, entry, result, order) {
  const { household_cap: cap, selected } = proof.statement;
  const mates = placesOf(proof, entry);
  if (mates === null) return wrong("household");
  const details = [];
  let lastOpen = 0;
  for (let phase = 1; phase <= selected.length; phase++) {
    const lines = of(phase);
    if (!lines.both.length) return wrong("missing");
    if (!isOpen(lines.both[0], entry.groups)) continue;
    lastOpen = phase;
    const detail = whyNot(lines, order, mates, cap);
    if (!detail) return wrong("phase", [{ kind: "room", phase, stratum: entry.stratum, order }]);
    details.push(detail);
  }
  if (result.phase !== lastOpen) return wrong("phase");
  const holds = reasonFits(result.reason, lastOpen, lastOpen ? of(lastOpen) : null, mates, cap);
  return holds ? { holds, why: "", details } : wrong("reason", details);
}

/** What turned the entry away in one open phase; null when nothing did. */
function whyNot({ phase, whole, own, both }, order, mates, cap) {
  const cutoff = both.find((line) => turnsAway(line, order));
  if (cutoff) {
    const { scope, last, limit, accepted: taken } = cutoff;
    return { kind: cutoff === own ? "quota" : "seats", phase, stratum: scope, order, last, limit, accepted: taken };
  }
  const before = mates.filter((mate) => isBeforeInScan(mate, phase, order));
  if (cap > 0 && before.length >= cap && whole && own) return { kind: "household", phase, order, mates: before, cap };
  return null;
}

const isBeforeInScan = (mate, phase, order) =>
  mate.phase < phase || (mate.phase === phase && isBefore(mate.order, order));

function reasonFits(reason, lastOpen, lines, mates, cap) {
  if (lastOpen === 0) return reason === "N";
  if (reason === "H") return cap > 0 && mates.length === cap;
  const quotaReached = Boolean(lines.own && isFull(lines.own));
  return quotaReached === (reason === "Q");
}

/** Where the household's members were selected; null when what the proof says of one does not hold. */
function placesOf(proof, entry) {
  const seen = new Set([proof.entry.ticket]);
  const places = [];
  for (const mate of proof.household || []) {
    const line = readLine(mate.line);
    const result = readResult(mate.result);
    const same = line.house === entry.house && line.stratum === entry.stratum && !seen.has(mate.ticket);
    const known = result.selected && result.rank <= proof.statement.selected[result.phase - 1]; // undefined: no such phase
    const proven = same && known && result.ticket === mate.ticket && isPublished(mate, proof);
    if (!proven) return null;
    seen.add(mate.ticket);
    const score = scoreOf(proof.statement.seed, mate.ticket, line.weight);
    places.push({ ticket: mate.ticket, phase: result.phase, rank: result.rank, order: [line.band, score, mate.ticket] });
  }
  return places;
}

function isPublished(mate, { manifest, statement }) {
  const at = mate.ticket - 1;
  return (
    includes(manifest.list_root, manifest.n, at, leafHash(mate.line), mate.path) &&
    includes(statement.results_root, manifest.n, at, leafHash(mate.result), mate.result_path)
  );
}

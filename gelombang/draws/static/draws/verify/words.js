// From steps to sentences. The sentences themselves are in words-id.js and words-en.js; the page names the one it needs. The
// check on the server says the same with the same files (gelombang/draws/check_words.py): what changes here changes there.

const ZONES = { "Asia/Jakarta": "WIB", "Asia/Pontianak": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT" };
const MOMENTS = ["at", "time", "signed_at", "close_time"];
const WHOLE = ["----", "0000"];

/** A number of 64 hex as a place among a million, as people compare it. */
export const million = (score) => Math.floor((parseInt(score.slice(0, 10), 16) / 2 ** 40) * 1e6);

/** The beginning of a number of 64 hex. */
export const short = (score) => `${score.slice(0, 4)} ${score.slice(4, 8)} ${score.slice(8, 12)}…`;

/**
 * One language's words, and what the page knows: `zone` (of its times), `regions` and `phases` (names by code and number),
 * `operator` (whom to ask), its `contact` and where that leads (`link`), `next` (what somebody selected does), `gone` ({ at, why }
 * of a draw that was declared void). All may be missing.
 */
export function makeSpeaker(
  words,
  { zone, regions = {}, phases = [], operator = "", contact = "", link = "", next = "", gone = null } = {},
) {
  const number = (value) => new Intl.NumberFormat(words.tag).format(value);
  const show = (name, value) => {
    if (MOMENTS.includes(name)) return momentIn(words, zone, value);
    return typeof value === "number" ? number(value) : String(value);
  };
  const fill = (text, facts) =>
    text.replace(/\{(\w+)\}/g, (_, name) => show(name, facts[name]));
  const phase = (place) => {
    const name = phases[place - 1];
    return name ? fill(words.detail.phase, { number: place, name }) : String(place);
  };
  const region = (code) => regions[code] || words.detail.unnamed;
  const place = (code) => (WHOLE.includes(code) ? words.detail.whole : fill(words.detail.region, { region: region(code) }));
  return { words, fill, number, phase, region, place, operator: operator || words.operator, contact, link, next, gone };
}

function momentIn(words, zone, value) {
  const moment = new Date(value);
  const style = (options) => new Intl.DateTimeFormat(words.tag, { ...options, timeZone: zone || undefined });
  const date = style({ dateStyle: "long" }).format(moment);
  const time = style({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(moment);
  const named = style({ timeZoneName: "short" }).formatToParts(moment).find(({ type }) => type === "timeZoneName");
  const parts = { date, time, zone: ZONES[zone] || named.value };
  return words.moment.replace(/\{(\w+)\}/g, (_, name) => parts[name]);
}

/** What sentences may name besides the facts themselves. */
function factsOf(speaker, facts) {
  const told = { ...facts };
  if (facts.score) Object.assign(told, { million: million(facts.score), score_start: short(facts.score) });
  if (facts.seed) told.seed_start = facts.seed.slice(0, 12);
  if (facts.result) Object.assign(told, { phase: speaker.phase(facts.result.phase), rank: facts.result.rank });
  return told;
}

/** One sentence for a step. */
export function sentenceOf(speaker, { name, holds, facts }) {
  const { words, fill } = speaker;
  const said = words.steps[name];
  const told = factsOf(speaker, facts);
  if (holds === null) return fill(said.open, told);
  if (holds === false) return fill(said[`no_${variantOf(name, facts)}`] || said.no, told);
  const yes = fill(said[`yes_${variantOf(name, facts)}`] || said.yes, told);
  return holds ? yes : `${yes.replace(/\.$/, "")} – ${words.pending}`;
}

/** What a step adds: why it matters, or, where it failed, what that can mean and what to do. */
export function noteOf(speaker, { name, holds, facts }) {
  const said = speaker.words.steps[name];
  if (holds === false) return said[`help_${variantOf(name, facts)}`] || said.help;
  const rehearsed = name === "beacon" && facts.rehearsal && facts.type !== "none" ? "rehearsal" : "";
  return speaker.fill(said[`why_${rehearsed || variantOf(name, facts)}`] || said.why, facts);
}

/** Which of a step's sentences fits. */
function variantOf(name, facts) {
  if (name === "beacon" && facts.type === "none") return "none";
  if (name === "seed" && facts.ceremony) return "ceremony";
  if (name === "number" && facts.weight > 1) return "weight";
  if (name === "draw" || name === "receipt_draw") return facts.named ? "named" : "";
  return name === "reason" && facts.result.selected ? "selected" : "";
}

/** Two numbers that are to be compared: finer where they look the same. */
function pair({ number }, mine, last) {
  const [a, b] = [million(mine[1]), million(last[1])];
  const alike = a === b && mine[1] !== last[1];
  return alike ? { mine: short(mine[1]), last: short(last[1]) } : { mine: number(a), last: number(b) };
}

/** What decided one phase, in one sentence. */
export function detailOf(speaker, d) {
  const { words, fill } = speaker;
  const told = { phase: speaker.phase(d.phase), place: speaker.place(d.stratum), cap: d.cap };
  if (d.kind === "household") {
    const mates = d.mates.slice(0, d.cap).map((mate) => fill(words.detail.mate, mate));
    return fill(words.detail.household, { ...told, mates: mates.join(words.detail.and) });
  }
  if (!d.last) return fill(words.detail.empty, told);
  if (d.order[2] === d.last[2]) return fill(words.detail.last, told);
  if (d.order[0] !== d.last[0]) return fill(words.detail.band, { ...told, mine: d.order[0] + 1, last: d.last[0] + 1 });
  return fill(words.detail[d.kind === "won" ? "won" : "lost"], { ...told, ...pair(speaker, d.order, d.last) });
}

/** The reader's number beside the last one selected in each phase; nothing where that is not what decided. */
function numbersOf(speaker, { kind, details = [] }) {
  const { words, fill } = speaker;
  if (!details.length || kind === "household") return [];
  const compared = ({ order, last }) => last && order[2] !== last[2] && order[0] === last[0] && million(order[1]) !== million(last[1]);
  if (!details.every(compared)) return details.map((d) => detailOf(speaker, d));
  const lines = details.map((d) => {
    const told = { phase: speaker.phase(d.phase), place: speaker.place(d.stratum), ...pair(speaker, d.order, d.last) };
    return fill(words.numbers[d.kind === "won" ? "won" : "lost"], told);
  });
  return [fill(words.numbers.mine, pair(speaker, details[0].order, details[0].last)), ...lines];
}

/**
 * The whole: { kind, title, lines, objection, rehearsal }, the kind being that of a notice. Green is only for somebody selected,
 * red only for a check that failed or a draw that is void. `other` is the id of the draw that a file of another one belongs to.
 */
export function answerOf(speaker, verdict, steps, said) {
  const { words, fill } = speaker;
  const failed = steps.filter(({ holds }) => holds === false);
  const objection = fill(words.objection, { operator: speaker.operator });
  const other = otherOf(failed);
  if (other) {
    const { title, reason } = words.answers[said.kind === "receipt" ? "other_receipt" : "other"];
    return { kind: "warning", title, lines: [fill(reason, { draw: other })], objection: "", rehearsal: "", other };
  }
  if (failed.length) {
    const { title, reason } = words.answers[said.kind === "receipt" ? "wrong_receipt" : "wrong"];
    return { kind: "danger", title, lines: [...goneOf(speaker), reason], objection, rehearsal: "" };
  }
  if (said.kind === "receipt") return receiptAnswer(speaker, said);
  if (speaker.gone) return goneAnswer(speaker, said, objection);
  if (steps.some(({ name, holds }) => name === "outcome" && holds === null)) {
    const { title, reason, next } = words.answers.unannounced;
    return { kind: "warning", title, lines: [reason, next], objection: "", rehearsal: said.rehearsal ? words.rehearsal : "" };
  }
  return resultAnswer(speaker, verdict, steps, said, objection);
}

/** The draw that a file of another one names: everything else may hold, but never that its result was published here. */
function otherOf(failed) {
  const [first] = failed;
  const known = first && ["draw", "receipt_draw"].includes(first.name) && !first.facts.named;
  return known && failed.every(({ name }) => name === first.name || name === "outcome") ? first.facts.draw : "";
}

/** That the draw is void, in one sentence after its heading; nothing where it is not. */
function goneOf({ words, fill, gone }) {
  return gone ? [`${words.answers.void.title}. ${fill(words.answers.void.reason, gone)}`] : [];
}

function receiptAnswer(speaker, said) {
  const { title, reason } = speaker.words.answers.receipt;
  const { gone } = speaker;
  return { kind: gone ? "warning" : "plain", title, lines: [...goneOf(speaker), reason], objection: "", rehearsal: "" };
}

function goneAnswer(speaker, said, objection) {
  const { words, fill, gone } = speaker;
  const { title, reason, was, next } = words.answers.void;
  const told = fill(words.answers[said.kind].reason, reasonFacts(speaker, said));
  const lines = [fill(reason, gone), ...(said.kind === "before" ? [] : [fill(was, { reason: told })]), next];
  return { kind: "danger", title, lines, objection, rehearsal: "" };
}

function resultAnswer(speaker, verdict, steps, said, objection) {
  const { words, fill } = speaker;
  const rehearsal = said.rehearsal ? words.rehearsal : "";
  const { title, reason, next } = words.answers[said.kind];
  const told = fill(reason, reasonFacts(speaker, said));
  if (said.since) return sinceAnswer(speaker, verdict, steps, said, [told, objection, rehearsal]);
  const lines = [told, ...numbersOf(speaker, said)];
  if (said.unread) lines.unshift(words.since.open);
  if (typeof said.notice === "number") lines.push(fill(words.short_notice, { hours: said.notice }));
  lines.push(verdict === "right" ? words.right : words.partly[onlyBeacon(steps) ? "beacon" : "other"]);
  const selected = said.kind === "selected";
  lines.push((selected && speaker.next) || next || words.next_wave);
  const kind = verdict !== "right" || said.unread ? "warning" : selected ? "success" : "plain";
  const question = selected ? fill(words.question, { operator: speaker.operator }) : objection;
  return { kind, title, lines, objection: said.kind === "before" ? "" : question, rehearsal };
}

/** The answer where a replacement took the place away from the draw's result, or gave one: that comes first. */
function sinceAnswer(speaker, verdict, steps, { since }, [was, objection, rehearsal]) {
  const { words, fill } = speaker;
  const { title, reason } = words.since[since.left ? (since.holder ? "left" : "left_empty") : "came"];
  const lines = [fill(reason, { ...since, phase: speaker.phase(since.phase) }), fill(words.since.was, { reason: was })];
  lines.push(verdict === "right" ? words.right : words.partly[onlyBeacon(steps) ? "beacon" : "other"]);
  lines.push(since.left ? words.next_wave : speaker.next || words.answers.selected.next);
  const kind = verdict !== "right" || since.left ? "warning" : "success";
  return { kind, title, lines, objection: since.left ? objection : fill(words.question, { operator: speaker.operator }), rehearsal };
}

const onlyBeacon = (steps) => steps.every(({ name, holds }) => holds || name === "beacon");

function reasonFacts(speaker, { result, stratum, cap = 0 }) {
  const { words, fill, number } = speaker;
  const people = words.people && fill(words.people[cap === 1 ? 0 : 1], { n: cap });
  const told = { region: speaker.region(stratum), cap_words: words.numerals[cap] || number(cap), cap_people: people };
  return result ? { ...told, phase: speaker.phase(result.phase) } : told;
}

/** Why nothing could be checked. */
export const refusalOf = ({ words, fill }, { key, facts }) => fill(words.refused[key], facts);

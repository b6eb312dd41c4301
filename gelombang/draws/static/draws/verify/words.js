// From steps to sentences. The sentences themselves are in words-id.js and words-en.js; the page names the one it needs.

/** A number of 64 hex as a place among a million, as people compare it. */
export const million = (score) => Math.floor((parseInt(score.slice(0, 10), 16) / 2 ** 40) * 1e6);

/** The beginning of a number of 64 hex. */
export const short = (score) => `${score.slice(0, 4)} ${score.slice(4, 8)} ${score.slice(8, 12)}…`;

/** How a language writes numbers, moments, and two numbers that are to be compared: finer where they look the same. */
export function inWords(tag) {
  const number = (value) => new Intl.NumberFormat(tag).format(value);
  const style = { dateStyle: "long", timeStyle: "long" };
  const moment = (value) => new Intl.DateTimeFormat(tag, style).format(new Date(value));
  const pair = (mine, last) => {
    const [a, b] = [million(mine[1]), million(last[1])];
    return a === b && mine[1] !== last[1] ? [short(mine[1]), short(last[1])] : [number(a), number(b)];
  };
  return { number, moment, pair };
}

/** One sentence for a step. */
export function sentenceOf(words, { name, holds, facts }) {
  const said = words.steps[name];
  if (holds === undefined) return `${said.yes(facts).replace(/\.$/, "")} – ${words.pending}`;
  if (holds === null) return said.open(facts);
  return (holds ? said.yes : said.no)(facts);
}

/** What a step adds: why it matters, or, where it failed, what that can mean. */
export function noteOf(words, { name, holds, facts }) {
  const said = words.steps[name];
  if (holds === false) return said.help;
  if (name === "beacon" && facts.type === "none") return said.none;
  if (name === "beacon" && facts.rehearsal) return said.rehearsal;
  return name === "number" && facts.weight > 1 ? `${said.why} ${said.weight(facts)}` : said.why;
}

/** The whole in one sentence. */
export function verdictSentence(words, verdict, steps, said) {
  const v = words.verdict;
  const failed = steps.filter(({ holds }) => holds === false).map(({ name }) => name);
  if (failed.length) {
    // of another draw everything else may hold, but never that its result was published here
    if (failed[0] === "draw" && failed.every((name) => name === "draw" || name === "outcome")) return v.other;
    return said.kind === "receipt" ? v.wrong_receipt : v.wrong;
  }
  if (said.kind === "receipt") return v.receipt;
  if (verdict === "right") return v.right + v[said.kind];
  const open = steps.filter(({ holds }) => holds === null || holds === undefined).map(({ name }) => name);
  return v.partly[open.every((name) => name === "beacon") ? "beacon" : "other"] + v[said.kind];
}

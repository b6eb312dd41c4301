// Puts what was found on the page. Everything that comes from a file, a person or the network is set as text, never as HTML.

import { answerOf, detailOf, noteOf, sentenceOf } from "./words.js";

const MARKS = { yes: "✓", no: "✗", open: "–" };

/** An element with class and children; a text child stays text. */
export function element(name, className = "", ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

/** Two places below the form: a live one that screen readers announce, with the answer, and one for the steps. */
export function makePlaces(target) {
  target.removeAttribute("aria-live");
  const verdict = element("div");
  verdict.setAttribute("aria-live", "polite");
  const steps = element("div");
  target.replaceChildren(verdict, steps);
  return { verdict, steps };
}

/** One sentence instead of a result: why nothing could be checked, or that it is being checked. */
export function showMessage(places, kind, text, ...more) {
  places.verdict.replaceChildren(...(text ? [notice(kind, text, ...more)] : []));
  places.steps.replaceChildren();
  document.documentElement.classList.remove("checked");
}

function notice(kind, title, ...more) {
  return element("div", `notice ${kind}`, element("h3", "", title), ...more);
}

/** A paragraph; whom to ask is a link where it can be one. */
export function paragraph({ contact, link }, text, className = "") {
  const at = link ? text.indexOf(contact) : -1;
  if (at < 0) return element("p", className, text);
  const anchor = element("a", "", contact);
  anchor.href = link;
  return element("p", className, text.slice(0, at), anchor, text.slice(at + contact.length));
}

/**
 * The answer, what to do next (`more`), and the steps: those that failed first and open, the others folded. While one
 * is still open (`holds` undefined) the answer says that it is being checked. Returns the id of the draw that the file belongs
 * to, where it is another one.
 */
export function showResult(places, speaker, verdict, { steps, said }, ...more) {
  const { words, fill } = speaker;
  const waits = verdict !== "wrong" && steps.some(({ holds }) => holds === undefined);
  const answer = answerOf(speaker, verdict, steps, said);
  const lines = answer.lines.map((line) => paragraph(speaker, line));
  if (answer.rehearsal) lines.push(paragraph(speaker, answer.rehearsal, "small"));
  if (answer.objection) lines.push(paragraph(speaker, answer.objection, "small objection"));
  if (said.kind !== "receipt" && !answer.other) lines.push(element("p", "small quiet", fill(words.whose, said)));
  places.verdict.replaceChildren(waits ? notice("", words.checking) : notice(answer.kind, answer.title, ...lines));
  if (answer.other) {
    places.steps.replaceChildren(); // nothing of it is wrong: it belongs elsewhere
    document.documentElement.classList.remove("checked");
    return answer.other;
  }
  const stands = ({ holds }) => holds || holds === undefined || (holds === null && said.kind === "receipt");
  const list = (some) => element("ol", "checks", ...some.map((step) => stepItem(speaker, step)));
  const first = steps.filter((step) => !stands(step));
  const rest = steps.filter(stands);
  const fold = element("details", "more", element("summary", "", fill(words.fold, { n: rest.length })), list(rest));
  fold.open = Boolean(places.steps.querySelector("details[open] > .checks"));
  const wrong = first.length ? [element("h3", "", verdict === "wrong" ? words.failed : words.open), list(first)] : [];
  places.steps.replaceChildren(...wrong, ...more, fold);
  document.documentElement.classList.add("checked"); // printed on a sheet of its own
  return "";
}

/** What decided each phase; where a household did in one of them only that, since numbers did not decide. */
function detailsOf({ details = [] }) {
  const household = details.filter(({ kind }) => kind === "household");
  return household.length ? household : details;
}

function stepItem(speaker, step) {
  const { words } = speaker;
  const state = step.holds ? "yes" : step.holds === false ? "no" : "open";
  const mark = element("span", `mark ${state === "open" ? "unknown" : state}`, MARKS[state]);
  mark.setAttribute("aria-hidden", "true");
  const said = element("span", "", element("span", "visually-hidden", `${words.marks[state]} `), sentenceOf(speaker, step));
  const note = element("span", state === "no" ? "error" : "quiet small", noteOf(speaker, step));
  const details = (step.holds ? detailsOf(step.facts) : []).map((detail) => element("span", "small", detailOf(speaker, detail)));
  const item = element("li", "", mark, element("div", "", ...[said, ...details, note].map((line) => element("div", "", line))));
  item.dataset.step = step.name;
  item.dataset.state = state;
  return item;
}

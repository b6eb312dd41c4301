// Puts what was found on the page. Everything that comes from a file, a person or the network is set as text, never as HTML.

import { noteOf, sentenceOf, verdictSentence } from "./words.js";

const MARKS = { yes: "✓", no: "✗", open: "–" };

/** An element with class and children; a text child stays text. */
export function element(name, className = "", ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

/** Two places below the form: a live one that screen readers announce, with the verdict, and one for the steps. */
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
  places.verdict.replaceChildren(notice(kind, text, ...more));
  places.steps.replaceChildren();
}

function notice(kind, title, ...more) {
  return element("div", `notice ${kind}`, element("strong", "", title), ...more);
}

/** Verdict and steps. While one is still open (`holds` undefined) the verdict says that it is being checked. */
export function showResult(places, words, verdict, { steps, said }, ...more) {
  const waits = verdict !== "wrong" && steps.some(({ holds }) => holds === undefined);
  const kind = { wrong: "danger", partly: "warning", right: "success" }[said.kind === "receipt" && verdict === "partly" ? "right" : verdict];
  const title = waits ? words.checking : verdictSentence(words, verdict, steps, said);
  const reasons = verdict === "wrong" ? [] : (said.details || []).map((detail) => element("p", "", words.detail(detail)));
  if (said.rehearsal) reasons.push(element("p", "small", words.verdict.rehearsal));
  places.verdict.replaceChildren(notice(waits ? "" : kind, title, ...(waits ? [] : reasons)));
  const list = element("ol", "checks", ...steps.map((step) => stepItem(words, step)));
  places.steps.replaceChildren(element("h3", "", words.heading), list, ...more);
}

function stepItem(words, step) {
  const state = step.holds ? "yes" : step.holds === false ? "no" : "open";
  const mark = element("span", `mark ${state === "open" ? "unknown" : state}`, MARKS[state]);
  mark.setAttribute("aria-hidden", "true");
  const said = element("span", "", element("span", "visually-hidden", `${words.marks[state]} `), sentenceOf(words, step));
  const note = element("span", state === "no" ? "error" : "quiet small", noteOf(words, step));
  const details = state === "no" && step.facts.details ? step.facts.details : [];
  const lines = [said, ...details.map((detail) => element("span", "small", words.detail(detail))), note];
  const item = element("li", "", mark, element("div", "", ...lines.map((line) => element("div", "", line))));
  item.dataset.step = step.name;
  item.dataset.state = state;
  return item;
}

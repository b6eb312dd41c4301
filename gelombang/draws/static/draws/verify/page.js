// The check on the page: takes over the form, which without this file asks the server. See docs/browser-verifier.md for what
// the page must provide. A typed identity is hashed here, and neither sent nor stored.

import { checkBeacon, checkProof, checkReceipt, MAX_BYTES, needSize, read, verdictOf } from "./check.js";
import { Refused } from "./jcs.js";
import { keepOffline } from "./offline.js";
import { readCode } from "./protocol.js";
import { utf8, unhex } from "./sha256.js";
import { keepOver, taken } from "./language.js";
import { replacementsOf, sinceOf } from "./since.js";
import { element, makePlaces, paragraph, showMessage, showResult } from "./show.js";
import { makeSpeaker, refusalOf } from "./words.js";

// refusals that say what is wrong with what a field holds, and are said there
const IN_FIELD = ["code", "short", "long", "nothing", "nothing_file", "json", "cut", "canonical", "kind", "large", "empty", "member"];

const section = document.querySelector("[data-proof-url]");
if (section) start(section).catch(() => {}); // the form still asks the server

/** Loads a module once; a failure is not remembered, so that the next check tries again. */
function loader(url) {
  let loading = null;
  return () => {
    loading = loading || import(url).catch((error) => {
      loading = null;
      throw error;
    });
    return loading;
  };
}

async function start(place) {
  const { dataset } = place;
  const loadSigning = loader(dataset.ed25519Url);
  const [{ default: words }] = await Promise.all([import(dataset.wordsUrl), loadSigning()]);
  const code = place.querySelector("[name=code]");
  const file = place.querySelector("input[type=file]");
  const check = {
    words,
    speaker: makeSpeaker(words, { zone: dataset.timeZone, ...namesIn(place) }),
    place,
    code,
    file,
    area: addPaste(file.form, words),
    dataset,
    loadSigning,
    loadBeacon: loader(dataset.blsUrl),
    places: makePlaces(place.querySelector("[data-result], #hasil-periksa")),
    page: {
      operator: dataset.operator,
      manifest: dataset.manifest,
      outcome: dataset.outcome,
      draw: dataset.draw,
      others: (dataset.others || "").split(" "),
      closed: dataset.closed,
      committed: dataset.committed,
    },
    run: 0, // which check is shown: a slower, earlier one may not overwrite it
    last: null, // what was checked last, for the page in the other language
    kept: keepOffline(dataset, words, place),
  };
  place.querySelectorAll("[data-here]").forEach((line) => line.append(` ${words.here}`));
  onSubmit(code.form, () => fromCode(check));
  onSubmit(file.form, () => fromFile(check));
  addDrop(check, place);
  for (const link of place.querySelectorAll("[data-code]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      checkTyped(check, link.dataset.code);
    });
  }
  keepOver(() => check.last && { draw: dataset.draw, ...check.last });
  resume(check);
  place.dataset.ready = "true";
}

/** Names of regions and phases, whom to ask, and what somebody selected does: from the page, or nothing. */
function namesIn(place) {
  const script = place.querySelector("script[type='application/json']");
  return script ? JSON.parse(script.textContent) : {};
}

// ---- ways in
function onSubmit(form, act) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    act();
  });
}

function fromCode(check) {
  const typed = check.code.value.trim();
  if (typed.startsWith("{")) return checkText(check, typed, check.code);
  return attempt(check, () => checkCode(check, { code: typed }), check.code, { code: typed });
}

function checkTyped(check, code) {
  check.code.value = code;
  fromCode(check);
}

function fromFile(check) {
  const file = check.file.files[0];
  const pasted = check.area.value.trim();
  if (file || !pasted) return checkFile(check, file, check.file);
  return checkText(check, pasted, check.area);
}

const checkText = (check, text, field) => attempt(check, () => checkBytes(check, utf8(text)), field, { text });

const checkFile = (check, file, field) =>
  attempt(check, async () => {
    if (!file) throw new Refused("nothing_file");
    const bytes = await bytesOf(file);
    check.last = { text: new TextDecoder().decode(bytes) };
    return checkBytes(check, bytes);
  }, field);

/** What was checked when the reader asked for the other language is checked again in its words. */
function resume(check) {
  const { code, text } = taken(check.dataset.draw) || {};
  if (code) checkTyped(check, code);
  else if (text) checkText(check, text, null);
}

async function bytesOf(file) {
  needSize(file.size, new Uint8Array(await file.slice(0, 64).arrayBuffer()));
  return new Uint8Array(await file.arrayBuffer());
}

/** A field for a proof's text, in no form of the server: it is checked here. */
function addPaste(form, words) {
  const area = element("textarea");
  area.id = "isi-bukti";
  area.rows = 4;
  area.maxLength = MAX_BYTES;
  area.spellcheck = false;
  const label = element("label", "", words.paste_label);
  label.htmlFor = area.id;
  const more = element("details", "more paste", element("summary", "", words.paste), element("div", "field", label, area));
  form.insertBefore(more, form.querySelector(".actions"));
  return area;
}

function addDrop(check, place) {
  place.classList.add("drop");
  check.file.closest(".field").after(element("p", "drop-hint", check.words.drop));
  const hover = (on) => (event) => {
    if (!event.dataTransfer) return;
    event.preventDefault();
    place.classList.toggle("over", on);
  };
  place.addEventListener("dragover", hover(true));
  place.addEventListener("dragleave", hover(false));
  place.addEventListener("drop", (event) => {
    hover(false)(event);
    const file = event.dataTransfer && event.dataTransfer.files[0];
    if (file) checkFile(check, file, null);
  });
}

// ---- checking
/** Runs one check; whatever goes wrong becomes a sentence, at the `field` it came from where that is what is wrong. */
async function attempt(check, act, field = null, last = null) {
  const { words, places, place } = check;
  check.run += 1;
  check.last = last;
  const run = check.run;
  for (const one of place.querySelectorAll(".field")) clearError(one);
  showMessage(places, "", words.checking);
  try {
    await act();
  } catch (error) {
    if (run !== check.run) return;
    refuse(check, error instanceof Refused ? error : new Refused("script"), field);
  }
  if (run === check.run) bringIntoView(places.verdict);
}

/** The whole answer where it fits on the screen; else from its heading on. */
function bringIntoView(box) {
  const room = innerHeight - parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop || 0);
  box.scrollIntoView({ block: box.offsetHeight > room ? "start" : "nearest" });
}

function refuse({ speaker, places, words }, refused, field) {
  const text = refusalOf(speaker, refused);
  if (refused.key === "member" && !refused.facts.receipt) return showMessage(places, "danger", words.answers.wrong.title, paragraph(speaker, text));
  if (field && IN_FIELD.includes(refused.key)) {
    showMessage(places, "", "");
    return showError(field, text);
  }
  const absent = refused.key === "absent";
  const advice = absent ? [paragraph(speaker, speaker.fill(speaker.words.absent, { operator: speaker.operator }))] : [];
  return showMessage(places, absent ? "warning" : "danger", text, ...advice, ...(refused.more || []));
}

/** What is wrong with a field stands in it, tied to it, above the button. */
function showError(input, text) {
  const error = element("p", "error", text);
  error.id = `error_${input.name || input.id}`;
  error.setAttribute("role", "alert");
  input.before(error);
  input.closest(".field").classList.add("wrong");
  input.setAttribute("aria-invalid", "true");
  const described = (input.getAttribute("aria-describedby") || "").split(" ").filter((id) => id && id !== error.id);
  input.setAttribute("aria-describedby", [...described, error.id].join(" "));
  input.focus();
}

function clearError(field) {
  field.classList.remove("wrong");
  field.querySelectorAll(".error").forEach((error) => error.remove());
  for (const input of field.querySelectorAll("[aria-invalid]")) {
    input.removeAttribute("aria-invalid");
    const described = (input.getAttribute("aria-describedby") || "").split(" ").filter((id) => !id.startsWith("error_"));
    input.setAttribute("aria-describedby", described.join(" "));
  }
}

async function checkBytes(check, bytes, mine = null, url = null) {
  const found = read(bytes);
  const { verify } = await check.loadSigning();
  if (found.kind === "receipt") return showReceipt(check, found.value, verify);
  const result = checkProof(found.value, verify, { ...check.page, mine });
  return settle(check, result, url ? [keepButton(check, url)] : [], sinceThen(check, found.value, verify));
}

/** What replacements made of the proof's ticket since the draw: { since, unread }. Of a draw of which none is published, or which is
 * not the page's, nothing is asked. */
async function sinceThen({ page, dataset }, proof, verify) {
  const n = Number(dataset.replacements || 0);
  if (!n || !proof.result || proof.statement.manifest_sha256 !== page.manifest) return {};
  const made = await replacementsOf(dataset.replacementUrl, n, page, verify);
  return made ? { since: sinceOf(made, proof.entry.ticket, proof.result.line) } : { unread: true };
}

/** Shows what is known, then loads the curve for the beacon and shows the rest. */
async function settle(check, result, more, asked) {
  const { speaker, places, run } = check;
  const beacon = result.steps.find(({ holds }) => holds === undefined);
  if (!beacon) Object.assign(result.said, await asked);
  if (run !== check.run) return;
  const other = showResult(places, speaker, verdictOf(result.steps), result, ...more);
  if (other) return lead(check, other, result.said.manifest);
  if (!beacon) return;
  const loaded = await check.loadBeacon().catch(() => null);
  Object.assign(result.said, await asked);
  await new Promise((done) => setTimeout(done)); // lets the page show the steps first: the curve takes a while
  if (run !== check.run) return;
  const { round, signature } = beacon.facts;
  beacon.holds = checkBeacon(round, signature, loaded && loaded.verify, unhex);
  showResult(places, speaker, verdictOf(result.steps), result, ...more);
  if (loaded) check.kept();
}

/** Where the file of another draw is checked, if that draw is on this site; without a connection nobody knows. */
async function lead({ words, places, dataset }, draw, manifest = "") {
  if (!dataset.findUrl) return;
  const { here, absent } = words.answers.other;
  const box = places.verdict.firstElementChild; // a later check puts another one in its place
  const asked = new URLSearchParams({ undian: draw, segel: manifest });
  const answer = await fetch(`${dataset.findUrl}?${asked}`).catch(() => null);
  if (!answer) return;
  if (answer.status === 404) box.append(element("p", "", absent));
  if (!answer.ok) return;
  const { url, title } = await answer.json();
  const link = element("a", "", here.replace("{title}", title));
  link.href = url;
  box.append(element("p", "", link));
}

/** Fetches the proof that a code names and checks that it is the code's own. `mine` holds a code, perhaps a receipt. */
async function checkCode(check, mine) {
  if (!mine.code) throw new Refused("nothing");
  const code = readCode(mine.code);
  const url = check.dataset.proofUrl.replace("KODE", encodeURIComponent(code));
  const bytes = await fetched(check, url, code);
  return checkBytes(check, bytes, mine.commit ? mine : { code }, url);
}

async function fetched(check, url, code) {
  let answer;
  try {
    answer = await fetch(url, { credentials: "omit", cache: "no-store", headers: { Accept: "application/json" } });
    if (answer.ok) return new Uint8Array(await answer.arrayBuffer());
  } catch {
    throw new Refused("network");
  }
  const refused = new Refused(answer.status === 404 ? "absent" : "server");
  if (answer.status === 404) {
    const button = element("button", "second", check.words.where); // the server shows it; a code never stands in an address
    button.type = "button";
    button.addEventListener("click", () => {
      check.code.value = code;
      check.code.form.submit();
    });
    refused.more = [element("p", "actions", button)];
  }
  throw refused;
}

function keepButton({ words }, url) {
  const link = element("a", "button", words.keep);
  link.href = url;
  link.download = "";
  return element("p", "actions", link);
}

// ---- receipts
function showReceipt(check, receipt, verify, identity = null) {
  const { words, speaker, places, page } = check;
  const result = checkReceipt(receipt, verify, page, identity);
  const verdict = verdictOf(result.steps);
  const code = result.said.code;
  const more = [element("p", "", speaker.fill(words.code_is, { code })), ...identityForm(check, receipt, verify)];
  if (verdict !== "wrong") {
    const button = element("button", "", words.code_button);
    button.type = "button";
    button.addEventListener("click", () => attempt(check, () => checkCode(check, { ...receipt, code }), null, { code }));
    more.push(element("p", "actions", button));
  }
  const other = showResult(places, speaker, verdict, result, ...more);
  if (other) return lead(check, other);
}

/** A field without a name in no form: it can be sent nowhere, and is emptied when it was read. */
function identityForm(check, receipt, verify) {
  const { words } = check;
  const input = element("input");
  Object.assign(input, { type: "text", id: "identitas", autocomplete: "off", inputMode: "numeric", maxLength: 64 });
  input.setAttribute("aria-describedby", "identitas-bantuan");
  const label = element("label", "", words.identity_label);
  label.htmlFor = input.id;
  const help = element("p", "help", words.identity_help);
  help.id = "identitas-bantuan";
  const button = element("button", "second", words.identity_button);
  button.type = "button";
  const compare = () => {
    const typed = input.value.trim();
    input.value = "";
    if (typed) attempt(check, () => showReceipt(check, receipt, verify, typed), null, check.last);
  };
  button.addEventListener("click", compare);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") compare();
  });
  return [element("div", "field", label, help, input), element("p", "actions", button)];
}

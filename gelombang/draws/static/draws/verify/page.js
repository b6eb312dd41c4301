// The check on the page: takes over the form, which without this file asks the server. See docs/browser-verifier.md for what
// the page must provide. A typed identity is hashed here, and neither sent nor stored.

import { checkBeacon, checkProof, checkReceipt, MAX_BYTES, read, verdictOf } from "./check.js";
import { Refused } from "./jcs.js";
import { keepOffline } from "./offline.js";
import { readCode } from "./protocol.js";
import { utf8, unhex } from "./sha256.js";
import { element, makePlaces, showMessage, showResult } from "./show.js";
import { makeSpeaker, refusalOf } from "./words.js";

const IN_CODE = ["code", "nothing"]; // refusals that say what is wrong with the field and are said there
const IN_FILE = ["json", "cut", "canonical", "kind", "large", "empty", "member"];

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
  const form = place.querySelector("form");
  const check = {
    words,
    speaker: makeSpeaker(words, { zone: dataset.timeZone, ...namesIn(place) }),
    form,
    dataset,
    loadSigning,
    loadBeacon: loader(dataset.blsUrl),
    places: makePlaces(place.querySelector("[data-result], #hasil-periksa")),
    page: { operator: dataset.operator, manifest: dataset.manifest, outcome: dataset.outcome, draw: dataset.draw },
    run: 0, // which check is shown: a slower, earlier one may not overwrite it
    kept: keepOffline(dataset, words, place),
  };
  place.querySelectorAll("[data-here]").forEach((line) => line.append(` ${words.here}`));
  addPaste(check);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    fromForm(check);
  });
  addDrop(check, place);
  for (const link of place.querySelectorAll("[data-code]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      form.querySelector("[name=code]").value = link.dataset.code;
      attempt(check, () => checkCode(check, { code: link.dataset.code }));
    });
  }
  place.dataset.ready = "true";
}

/** Names of regions and phases, whom to ask, and what somebody selected does: from the page, or nothing. */
function namesIn(place) {
  const script = place.querySelector("script[type='application/json']");
  return script ? JSON.parse(script.textContent) : {};
}

// ---- ways in
function fromForm(check) {
  const file = check.form.querySelector("input[type=file]").files[0];
  const typed = check.form.querySelector("[name=code]").value.trim();
  const pasted = check.form.querySelector("textarea").value.trim();
  if (typed.startsWith("{")) return attempt(check, () => checkBytes(check, utf8(typed)));
  if (typed) return attempt(check, () => checkCode(check, { code: typed }), file ? check.words.both : "");
  if (file) return attempt(check, async () => checkBytes(check, await bytesOf(file)));
  if (pasted) return attempt(check, () => checkBytes(check, utf8(pasted)));
  return attempt(check, () => {
    throw new Refused("nothing");
  });
}

async function bytesOf(file) {
  if (file.size > MAX_BYTES) throw new Refused("large");
  return new Uint8Array(await file.arrayBuffer());
}

function addPaste({ form, words }) {
  const area = element("textarea");
  area.id = "isi-bukti";
  area.rows = 4;
  area.maxLength = MAX_BYTES;
  area.spellcheck = false;
  const label = element("label", "", words.paste_label);
  label.htmlFor = area.id;
  const more = element("details", "more paste", element("summary", "", words.paste), element("div", "field", label, area));
  form.insertBefore(more, form.querySelector(".actions"));
}

function addDrop(check, place) {
  place.classList.add("drop");
  check.form.insertBefore(element("p", "small quiet drop-hint", check.words.drop), check.form.querySelector(".actions"));
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
    if (file) attempt(check, async () => checkBytes(check, await bytesOf(file)));
  });
}

// ---- checking
/** Runs one check; whatever goes wrong becomes a sentence. `note` says which of two things given is checked. */
async function attempt(check, act, note = "") {
  const { words, places, form } = check;
  check.run += 1;
  const run = check.run;
  check.note = note;
  for (const field of form.querySelectorAll(".field")) clearError(field);
  showMessage(places, "", words.checking);
  try {
    await act();
  } catch (error) {
    if (run !== check.run) return;
    refuse(check, error instanceof Refused ? error : new Refused("script"));
  }
  places.verdict.scrollIntoView({ block: "nearest" });
}

function refuse({ speaker, form, places }, refused) {
  const text = refusalOf(speaker, refused);
  const file = form.querySelector("input[type=file]");
  const isFile = IN_FILE.includes(refused.key) && file.files.length > 0 && !form.querySelector("[name=code]").value;
  const field = IN_CODE.includes(refused.key) ? form.querySelector("[name=code]") : isFile ? file : null;
  if (field) {
    showMessage(places, "", "");
    return showError(field, text);
  }
  const ask = element("p", "small", speaker.fill(speaker.words.objection, { operator: speaker.operator }));
  return showMessage(places, "danger", text, ...(refused.more || []), ...(refused.key === "absent" ? [ask] : []));
}

/** What is wrong with a field stands in it, tied to it, above the button. */
function showError(input, text) {
  const error = element("p", "error", text);
  error.id = `error_${input.name}`;
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
  return settle(check, result, url ? [keepButton(check, url)] : []);
}

/** Shows what is known, then loads the curve for the beacon and shows the rest. */
async function settle(check, result, more) {
  const { speaker, places, run, note } = check;
  if (note) more = [element("p", "small quiet", note), ...more];
  const beacon = result.steps.find(({ holds }) => holds === undefined);
  showResult(places, speaker, verdictOf(result.steps), result, ...more);
  if (!beacon) return;
  const loaded = await check.loadBeacon().catch(() => null);
  await new Promise((done) => setTimeout(done)); // lets the page show the steps first: the curve takes a while
  if (run !== check.run) return;
  const { round, signature } = beacon.facts;
  beacon.holds = checkBeacon(round, signature, loaded && loaded.verify, unhex);
  showResult(places, speaker, verdictOf(result.steps), result, ...more);
  if (loaded) check.kept();
}

/** Fetches the proof that a code names and checks that it is the code's own. `mine` holds a code, perhaps a receipt. */
async function checkCode(check, mine) {
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
    const link = element("a", "", check.words.where);
    link.href = `${check.form.action}?code=${encodeURIComponent(code)}`;
    refused.more = [element("p", "", link)];
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
    button.addEventListener("click", () => attempt(check, () => checkCode(check, { ...receipt, code })));
    more.push(element("p", "actions", button));
  }
  showResult(places, speaker, verdict, result, ...more);
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
    if (typed) attempt(check, () => showReceipt(check, receipt, verify, typed));
  };
  button.addEventListener("click", compare);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") compare();
  });
  return [element("div", "field", label, help, input), element("p", "actions", button)];
}

// Passkeys: signing in with one, the second step, and adding one, where the browser can.
// Without it, or without scripts, a sentence and the other ways are there.
const place = document.querySelector("[data-passkey]");

const read = {
  get: (options) => PublicKeyCredential.parseRequestOptionsFromJSON(options),
  create: (options) => PublicKeyCredential.parseCreationOptionsFromJSON(options),
};

async function asked() {
  if (!place.dataset.begin) return JSON.parse(document.getElementById("pilihan").textContent);
  const answer = await fetch(place.dataset.begin, { headers: { Accept: "application/json" } });
  return answer.json();
}

async function sign(form, said) {
  said.hidden = true;
  try {
    const { request_options: known, creation_options: fresh } = await asked();
    const verb = place.dataset.passkey;
    const publicKey = read[verb]((known ?? fresh).publicKey);
    const credential = await navigator.credentials[verb]({ publicKey });
    form.elements.credential.value = JSON.stringify(credential.toJSON());
    form.submit();
  } catch (error) {
    said.textContent = error.name === "InvalidStateError" ? said.dataset.had : said.dataset.failed;
    said.hidden = false;
  }
}

if (place && window.PublicKeyCredential?.parseRequestOptionsFromJSON) {
  place.hidden = false;
  for (const without of document.querySelectorAll("[data-without-passkey]")) without.hidden = true;
  const form = place.querySelector("form");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    sign(form, place.querySelector("[role=alert]"));
  });
}

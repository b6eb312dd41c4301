// Signing in with a passkey, where the browser can. Without it, or without scripts, the code is there.
const place = document.getElementById("kunci");
if (place && window.PublicKeyCredential?.parseRequestOptionsFromJSON) {
  place.hidden = false;
  const form = place.querySelector("form");
  const said = place.querySelector("[role=alert]");
  form.querySelector("button").addEventListener("click", async () => {
    said.hidden = true;
    try {
      const answer = await fetch(place.dataset.begin, { headers: { Accept: "application/json" } });
      const { request_options: options } = await answer.json();
      const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options.publicKey);
      const credential = await navigator.credentials.get({ publicKey });
      form.elements.credential.value = JSON.stringify(credential.toJSON());
      form.submit();
    } catch {
      said.hidden = false;
    }
  });
}

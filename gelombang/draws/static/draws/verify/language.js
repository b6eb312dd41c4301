// Takes an answer along when the reader asks for the page in the other language: a code never stands in an address, which servers
// and histories keep. What was checked waits in this tab alone, and is taken out by the next page that checks.

const PLACE = "periksa";

/** Leaves what `last` returns when a link to the other language is followed; nothing where the browser keeps nothing. */
export function keepOver(last) {
  for (const link of document.querySelectorAll(".top a[hreflang]")) {
    link.addEventListener("click", () => {
      const left = last();
      try {
        if (left) sessionStorage.setItem(PLACE, JSON.stringify(left));
      } catch {
        // storage is off or full: the page opens without the answer
      }
    });
  }
}

/** What was left for this draw, { code } or { text }, and no longer is; null where nothing was. */
export function taken(draw) {
  try {
    const left = JSON.parse(sessionStorage.getItem(PLACE));
    sessionStorage.removeItem(PLACE);
    return left && left.draw === draw ? left : null;
  } catch {
    return null;
  }
}

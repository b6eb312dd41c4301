// Takes what is to be checked along to another page: to that in the other language, or from my page to the draw's. A code never
// stands in an address, which servers and histories keep: it waits in this tab alone, and is taken out by the next page that checks.

const PLACE = "periksa";

/** Leaves what `last` returns when a link to the other language is followed; nothing where the browser keeps nothing. */
export function keepOver(last) {
  for (const link of document.querySelectorAll(".top a[hreflang]")) {
    link.addEventListener("click", () => {
      const left = last();
      if (left) leave(left); // where nothing is kept, the page opens without the answer
    });
  }
}

/** Leaves { draw, code } or { draw, text } for the next page; whether the browser kept it. */
export function leave(left) {
  try {
    sessionStorage.setItem(PLACE, JSON.stringify(left));
    return true;
  } catch {
    return false; // storage is off or full
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

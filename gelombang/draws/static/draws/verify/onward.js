// On my page: the link to a proof leads to the check on this device, on the page of the draw. The code goes there in this tab
// alone, in no address. Without this file, or in a new tab, the link asks the server.

import { leave } from "./language.js";

for (const link of document.querySelectorAll("a[data-page][data-code]")) {
  link.addEventListener("click", (event) => {
    const { page, code, draw } = link.dataset;
    if (event.ctrlKey || event.metaKey || event.shiftKey || !leave({ draw, code })) return;
    event.preventDefault();
    location.assign(page);
  });
}

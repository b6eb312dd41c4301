// Fetches the check after the page's style: a module runs once the styles before it are there, and what waits in the template
// is fetched from then on, all at once. On a slow line the page is read meanwhile, and its form asks the server.

const waiting = document.querySelector("#pemeriksa");
if (waiting) document.head.append(waiting.content);

// A page that says data-stage is loaded again when the server's says something else. Without this there is a link.
const here = document.querySelector("[data-stage]")

async function look() {
  try {
    const answer = await fetch(location.pathname, { headers: { Accept: "text/html" } })
    const there = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-stage]")
    if (there && there.dataset.stage !== here.dataset.stage) {
      location.reload()
      return
    }
  } catch {
    // no signal: the next look may have one
  }
  setTimeout(look, 1000)
}

if (here) setTimeout(look, 1000)

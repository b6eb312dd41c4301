// What replacements made of a ticket after the draw, of which no proof can know: whether it gave its place up, or moved up into
// one. They are public statements, and are held against the operator's signature like everything else.

import { parse } from "./jcs.js";
import * as protocol from "./protocol.js";

/**
 * The replacements 1 to `n` of the page's draw, from `url` with their two digits for NN; null where one could not be loaded or is not
 * what the operator signed for this draw. `page` gives `operator`, `manifest` and `draw`.
 */
export async function replacementsOf(url, n, page, verify) {
  try {
    const numbers = Array.from({ length: n }, (_, i) => i + 1);
    return await Promise.all(numbers.map((number) => one(url.replace("NN", String(number).padStart(2, "0")), number, page, verify)));
  } catch {
    return null;
  }
}

async function one(url, number, page, verify) {
  const answer = await fetch(url, { credentials: "omit" });
  if (!answer.ok) throw new Error(url);
  const made = protocol.needReplacement(parse(new Uint8Array(await answer.arrayBuffer())));
  const own = made.operator === page.operator && made.manifest_sha256 === page.manifest && made.draw_id === page.draw;
  if (!own || made.group !== number || !protocol.isSigned(made, verify)) throw new Error(url);
  return made;
}

/**
 * What they made of the ticket with this result line: { left, ticket, holder, phase, rank, number }, or null where they do not name it.
 * `left`: it gave a place up, which `holder` has now (0: nobody); else it moved up into it. A newcomer takes over phase and rank.
 */
export function sinceOf(made, ticket, line) {
  let place = line.slice(12);
  let found = null;
  for (const { group, vacated, selected } of made) {
    const came = new Map(selected.map((row) => [row.slice(12), Number(row.slice(0, 12))]));
    for (const [taken, newcomer] of came) {
      if (newcomer === ticket) [place, found] = [taken, { left: false, holder: ticket, number: group }];
    }
    const leaving = found && found.left ? [ticket, found.holder] : [ticket];
    if (leaving.some((who) => vacated.includes(who))) found = { left: true, holder: came.get(place) || 0, number: group };
  }
  return found && { ...found, ticket, phase: Number(place.slice(3, 5)), rank: Number(place.slice(6, 15)) };
}

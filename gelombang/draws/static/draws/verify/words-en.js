// What people read, in English; the same members as words-id.js.

import { inWords, million, short } from "./words.js";

const { number, moment, pair } = inWords("en-GB");

const wrong = {
  cutoff: "One of the cut-offs in this proof is not among those published.",
  missing: "This proof does not name a cut-off of every phase.",
  cutoffs: "The result does NOT fit the last numbers selected.",
  household: "What it says of your household is not proven.",
  phase: "A phase still had room for your number.",
  reason: "The reason given does not fit the published cut-offs.",
};

export default {
  pending: "being checked …",
  marks: { yes: "Right:", no: "Wrong:", open: "Not checked:" },
  checking: "Checking …",
  heading: "What was checked",
  again: "Keep my proof",
  verdict: {
    right: "This proof is right: ",
    partly: { beacon: "What was checked is right, but the beacon was not checked: ", other: "What was checked is right, but not everything was: " },
    selected: "you were SELECTED.",
    quota: "you were not selected, because your region's quota was filled by smaller numbers.",
    seats: "you were not selected, because the seats were taken by smaller numbers.",
    household: "you were not selected, because as many of your household as may be were selected before.",
    closed: "you were not selected, because no phase was open to you.",
    before: "you are in the draw. It has not run yet.",
    receipt: "This receipt is right.",
    wrong: "This proof is NOT right. Do not rely on it; see the marks ✗ below.",
    other: "This proof is not for the draw on this page.",
    wrong_receipt: "This receipt does NOT fit; see the marks ✗ below.",
    rehearsal: "This is a REHEARSAL: its random number was known before, so the result decides nothing.",
  },
  steps: {
    file: { yes: () => "This file is whole and in its standard form.", why: "A single changed letter would be noticed." },
    signature: {
      yes: (f) => `The operator signed this statement on ${moment(f.signed_at)}.`,
      no: () => "The operator's signature does not fit.",
      why: "A signature cannot be imitated, and the operator cannot deny it.",
      help: "This proof was altered after it was made. Download it again from this page; if it is wrong again, complain and attach this file.",
    },
    manifest: {
      yes: (f) => `The statement is about the draw ${f.draw}, whose list closed on ${moment(f.close_time)}.`,
      no: () => "The statement is about another draw.",
      why: "List, rules and the round of the random number were locked together in one fingerprint.",
      help: "Two draws are mixed in this file. Ask for a new proof; if it is wrong again, complain.",
    },
    draw: {
      yes: (f) => `It is the draw on this page (${f.draw}), with the same operator's key.`,
      no: (f) => `This is a proof of the draw ${f.draw}, not of the draw on this page, or the key is another.`,
      open: (f) => `This page does not state the operator's key. Compare it yourself: ${f.operator}`,
      why: "Anyone can make a draw of their own; the one that counts is the one announced.",
      help: "Open the page of the draw that the proof names, and check it there.",
    },
    list: {
      yes: (f) => `This entry is in the list that was locked before the draw: ticket ${number(f.ticket)} of ${number(f.n)}.`,
      no: () => "This entry is NOT in the locked list.",
      why: "Nothing can be added or taken out once the list is locked.",
      help: "Your entry may have been lost or altered. Keep your receipt and complain with both.",
    },
    mine: {
      yes: () => "This entry fits your code or receipt.",
      no: () => "This entry is NOT the one of your code or receipt.",
      why: "So that the result you see is your own.",
      help: "Your data may have been altered, or another person's proof was sent. Keep your receipt and complain.",
    },
    outcome: {
      yes: () => "The result in this proof is the one that was published here for everybody.",
      no: () => "The result in this proof is NOT the one that was published here, although it bears the operator's signature.",
      open: () => "This page does not know the published result yet. Load this page again with a connection, then check again.",
      why: "An operator could sign a second result for one person alone; everybody must be shown the same.",
      help: "Do not rely on this proof. Fetch your own by the code on this page, keep both files, complain, and tell the supervisors.",
    },
    beacon: {
      yes: (f) =>
        f.type === "none"
          ? "This draw uses no beacon; its random number comes from a ceremony. Its trust rests on the witnesses."
          : `The random number is from round ${number(f.round)} of the public beacon, out on ${moment(f.at)}.`,
      no: () => "The beacon's signature is forged, or of another round.",
      open: () => "The beacon's signature was not checked: that part could not be loaded. Connect to the internet and check again.",
      why: "Before its time nobody in the world knew this number or could choose it.",
      rehearsal: "In a real draw nobody knows this number before; in this rehearsal it was known.",
      none: "That is why the words of the ceremony and its witnesses are made public.",
      help: "Somebody may have chosen the random number. Complain, and tell the supervisors.",
    },
    seed: {
      yes: (f) => `The seed ${f.seed.slice(0, 12)}… follows from that list and that beacon${f.ceremony ? `, and from the words of the ceremony “${f.ceremony}”` : ""}.`,
      no: () => "The seed does NOT follow from list and beacon.",
      why: "If the list changed only a little, all numbers would change with it.",
      help: "This draw used another random number than announced. Complain, and tell the supervisors.",
    },
    number: {
      yes: (f) => `Your number is ${number(million(f.score))} of a million (its full digits begin ${short(f.score)}).`,
      why: "It is computed from seed and ticket. Small numbers are selected first; anyone can compute it.",
      weight: (f) => `You have ${f.weight} chances; the smallest counts.`,
    },
    result: {
      yes: () => "This result is among the results published for everybody.",
      no: () => "This result is NOT among the published results.",
      why: "Everybody sees the same results.",
      help: "Your result may have been replaced. Complain and attach this file.",
    },
    reason: {
      yes: (f) => (f.result.selected ? `The result fits: selected in phase ${f.result.phase}, rank ${number(f.result.rank)}.` : "The result fits the last numbers selected."),
      no: (f) => wrong[f.why],
      why: "The same reason holds for everybody.",
      help: "Result and number do not agree. Complain and attach this file.",
    },
    receipt_signature: {
      yes: (f) => `The operator signed this receipt; the application was made on ${moment(f.time)}.`,
      no: () => "The operator's signature does not fit.",
      why: "With it you can prove that you applied.",
      help: "This receipt was altered. Use the original file that you got when you applied.",
    },
    receipt_draw: {
      yes: (f) => `This receipt is for the draw on this page (${f.draw}).`,
      no: (f) => `This receipt is for the draw ${f.draw}, not the draw on this page, or the key is another.`,
      open: (f) => `This page does not state the operator's key. Compare it yourself: ${f.operator}`,
      why: "Each draw has codes of its own.",
      help: "Open the page of the draw that the receipt names.",
    },
    identity: {
      yes: () => "This receipt is for the identity number that you typed.",
      no: () => "This receipt is NOT for the identity number that you typed.",
      open: () => "The identity number was not compared. Type yours below if you like; it is not sent and not stored.",
      why: "The list holds only a fingerprint of your number, not the number.",
      help: "Check what you typed. If it is right you may have got another person's receipt: complain.",
    },
  },
  detail(d) {
    const at = `Phase ${d.phase}: `;
    if (d.kind === "household") {
      const whom = d.mates.slice(0, d.cap).map((m) => `ticket ${number(m.ticket)} (phase ${m.phase}, rank ${number(m.rank)})`);
      return `${at}before your turn ${whom.join(" and ")} of your household had been selected; at most ${d.cap} of a household may be.`;
    }
    const place = d.stratum === "----" ? "in this phase" : `in region ${d.stratum}`;
    if (d.kind === "room") return `${at}there was still room ${place}.`;
    if (!d.last) return `${at}there was no seat ${place}.`;
    if (d.order[2] === d.last[2]) return `${at}you were the last one selected ${place}.`;
    if (d.order[0] !== d.last[0]) return `${at}you are in service group ${d.order[0] + 1}; the last one selected ${place} was in group ${d.last[0] + 1}.`;
    const [mine, last] = pair(d.order, d.last);
    return `${at}your number is ${mine}; the last number selected ${place} is ${last}. ${d.kind === "won" ? "Yours is smaller." : "Yours is larger."}`;
  },
  refused: {
    json: () => "This file is not a proof. Choose the .json file that you downloaded from the draw's page.",
    canonical: () => "This file changed since it was made: it is no longer in its standard form. Download your proof again, and do not copy it through another app.",
    kind: () => "This file is neither a proof nor a receipt.",
    large: () => "This file is too large to be a proof.",
    empty: () => "This file is empty.",
    member: (f) => `This file is not a complete proof: “${f.member}” is missing or has the wrong form. Download your proof again.`,
    code: () => "Something in that code is mistyped. Compare it with your receipt: sixteen letters and digits.",
    nothing: () => "Type the code from your receipt, or choose a proof file.",
    absent: () => "No entry of this draw has this code. If your receipt is for this draw, complain and attach the receipt.",
    network: () => "The proof cannot be fetched: there is no connection. Try later, or choose the proof file that you kept.",
    server: () => "The server cannot answer now. Try later, or choose the proof file that you kept.",
    script: () => "The checker did not load completely. Load this page again, then retry.",
  },
  where: "See the empty place in the list",
  drop: "You can also drop the file here.",
  paste: "Or paste the text of a proof",
  paste_label: "Text of the proof file",
  identity_label: "Identity number (NIK) to compare",
  identity_help: "Computed on this device only. Not sent, not stored.",
  identity_button: "Compare",
  code_is: (code) => `The code of this receipt: ${code}`,
  code_button: "Check my result",
  kept: "This page is kept on this device; the check also works without internet.",
  kept_more: (kb) => `Keep the beacon check too (${kb} kB)`,
};

// What people read, in English; the same members as words-id.js.
export default {
  "tag": "en-GB",
  "moment": "{date}, {time} {zone}",
  "pending": "being checked …",
  "marks": { "yes": "Right:", "no": "Wrong:", "open": "Not checked:" },
  "checking": "Checking …",
  "fold": "See the {n} steps of the check",
  "failed": "What is wrong",
  "open": "What was not checked",
  "keep": "Keep my proof",
  "here": "The proof is checked on your own device.",
  "whose": "Receipt code: {code}",
  "objection": "You disagree? Contact {operator}.",
  "question": "Any questions, or no word for long? Contact {operator}.",
  "operator": "the operator of this programme",
  "numerals": ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten"],
  "answers": {
    "selected": { "title": "You were SELECTED", "reason": "You were selected in phase {phase}.", "next": "Keep this proof. If you applied on this site, sign in and take your seat before its deadline; if not, wait for word from the operator. Pay nobody: whoever asks for money is a swindler." },
    "quota": { "title": "You were not selected this time", "reason": "The seats for {region} had run out before your number's turn." },
    "seats": { "title": "You were not selected this time", "reason": "The seats had run out before your number's turn." },
    "household": { "title": "You were not selected this time", "reason": "The limit of {cap_people} per household had been reached. When your number's turn came, there still were seats." },
    "household_too": { "title": "You were not selected this time", "reason": "The limit of {cap_people} per household was reached. Even if that limit had not applied to you, you would not have been selected: the seats had run out before your number's turn." },
    "closed": { "title": "You were not selected this time", "reason": "No phase was open to you." },
    "before": { "title": "You are in this draw", "reason": "Its result has not been published yet.", "next": "Keep this proof, and check again when the result is published." },
    "unannounced": { "title": "The result in this proof has not been published on this page yet", "reason": "What was checked is valid. A result counts once it is published here for everybody.", "next": "Keep this proof. Load this page again later, with internet, and check again." },
    "void": { "title": "This draw is VOID: its result does not count", "reason": "It was declared void on {at}. The reason: {why}", "was": "What this proof said before the draw was declared void: {reason}", "next": "You lose nothing: you may apply for the next wave." },
    "receipt": { "title": "This receipt is valid", "reason": "A receipt shows that you applied; it is not the result." },
    "wrong": { "title": "This proof is NOT valid", "reason": "Do not rely on it. See below what is wrong." },
    "wrong_receipt": { "title": "This receipt does NOT fit", "reason": "See below what is wrong." },
    "other": { "title": "This is a proof of another draw", "reason": "This proof is of the draw {draw}, not of the draw on this page.", "here": "Check it on the page of {title}", "absent": "That draw is not on this site. What counts is the draw that the operator announced." },
    "other_receipt": { "title": "This is a receipt of another draw", "reason": "This receipt is for the draw {draw}, not for the draw on this page." }
  },
  "since": {
    "came": { "title": "You MOVED UP after the draw: you have a place", "reason": "Somebody gave up the place of phase {phase}, position {rank}, and it is yours now (replacement {number})." },
    "left": { "title": "You were selected, but your place was given up after the draw", "reason": "The place of ticket {ticket}, phase {phase}, position {rank}, was given up; ticket {holder} has it now (replacement {number})." },
    "left_empty": { "title": "You were selected, but your place was given up after the draw", "reason": "The place of ticket {ticket}, phase {phase}, position {rank}, was given up; nobody has it now (replacement {number})." },
    "was": "The draw itself, which this proof shows: {reason}",
    "open": "NOT checked: whether this changed after the draw. There are replacements, and they could not be read. Check again with internet."
  },
  "people": ["{n} person", "{n} people"],
  "next_wave": "You may apply for the next wave. Not being selected this time does not lower your chance then.",
  "right": "This proof was checked and is valid.",
  "partly": { "beacon": "What was checked is valid, but the random number was not checked.", "other": "What was checked is valid, but not everything was checked." },
  "numbers": {
    "mine": "Your number is {mine}.",
    "won": "The last number selected {place}: {last}, larger than yours.",
    "lost": "Phase {phase}: the last number selected {place} was {last}, smaller than yours."
  },
  "rehearsal": "This is a REHEARSAL: its random number was known before, so the result decides nothing.",
  "short_notice": "Look at this yourself: there were only {hours} hours between the sealing of the list and the random number. At least 72 are the rule, so that what is wrong in the list can be put right.",
  "steps": {
    "file": {
      "yes": "This file is whole and unchanged.",
      "why": "A single changed letter would be noticed."
    },
    "signature": {
      "yes": "The operator signed this statement on {signed_at}.",
      "no": "The operator's signature does not fit.",
      "why": "A signature cannot be imitated, and the operator cannot deny it.",
      "help": "This proof was altered after it was made. Download it again from this page; if it is wrong again, complain and attach this file."
    },
    "manifest": {
      "yes": "The statement is about the draw {draw}, whose list closed on {close_time}.",
      "no": "The statement is about another draw.",
      "why": "List, rules and the round of the random number were sealed together with one code.",
      "help": "Two draws are mixed in this file. Ask for a new proof; if it is wrong again, complain."
    },
    "times": {
      "no": "The statement cannot have been signed on {signed_at}.",
      "help": "It names a time to come, or one before applications closed or the round was out. Check the clock of your device; if it is right, complain and attach this file."
    },
    "draw": {
      "yes": "It is the draw on this page ({draw}), with the same operator's key.",
      "no": "This is a proof of the draw {draw}, not of the draw on this page.",
      "no_named": "This proof names the draw on this page ({draw}), but its seal or operator's key is another.",
      "open": "This page does not state the operator's key. Compare it yourself: {operator}",
      "why": "Anyone can make a draw of their own; the one that counts is the one announced.",
      "help": "Open the page of the draw that the proof names, and check it there.",
      "help_named": "This proof was altered, or somebody else made it. Get your proof with your code on this page."
    },
    "list": {
      "yes": "This entry is in the list that was sealed before the draw: line {ticket} of {n}.",
      "no": "This entry is NOT in the sealed list.",
      "why": "Nothing can be added or taken out once the list is sealed.",
      "help": "Your entry may have been lost or altered. Keep your receipt and complain with both."
    },
    "mine": {
      "yes": "This entry fits your code or receipt.",
      "no": "This entry is NOT the one of your code or receipt.",
      "why": "So that the result you see is your own.",
      "help": "Your data may have been altered, or another person's proof was sent. Keep your receipt and complain."
    },
    "outcome": {
      "yes": "The result in this proof is the one that was published here for everybody.",
      "no": "The result in this proof is NOT the one that was published here.",
      "open": "This page does not know the published result yet. Load this page again with a connection, then check again.",
      "why": "An operator could sign a second result for one person alone; everybody must be shown the same.",
      "help": "Do not rely on this proof. Fetch your own by the code on this page, keep both files, complain, and tell the supervisors."
    },
    "beacon": {
      "yes": "The random number is from drand, round {round}, out on {at}.",
      "yes_none": "The random number of this draw comes from a ceremony. Its trust rests on the witnesses.",
      "no": "The signature of the random number is forged, or of another round.",
      "open": "The random number was not checked: that part could not be loaded. Connect to the internet and check again.",
      "why": "Before its time nobody in the world knew this number or could choose it.",
      "why_rehearsal": "In a real draw nobody knows this number before; in this rehearsal it was known.",
      "why_none": "That is why the words of the ceremony and its witnesses are made public.",
      "help": "Somebody may have chosen the random number. Complain, and tell the supervisors."
    },
    "seed": {
      "yes": "The numbers are computed from that list and that random number; what comes out is called the seed ({seed_start}…).",
      "yes_ceremony": "The numbers are computed from that list, that random number and the words of the ceremony “{ceremony}”; what comes out is called the seed ({seed_start}…). Those words rest on their witnesses.",
      "no": "The numbers are NOT computed from that list and that random number.",
      "why": "If the list changed only a little, all numbers would change with it.",
      "help": "This draw used another random number than announced. Complain, and tell the supervisors."
    },
    "number": {
      "yes": "Your number is {million} of a million (its full digits begin {score_start}).",
      "why": "It is computed from the seed and the line's place in the list. The smallest numbers are selected first; anyone can compute it.",
      "why_weight": "It is computed from the seed and the line's place in the list. You have {weight} chances; the smallest number counts."
    },
    "result": {
      "yes": "This result is among the results published for everybody.",
      "no": "This result is NOT among the published results.",
      "why": "Everybody sees the same results.",
      "help": "Your result may have been replaced. Complain and attach this file."
    },
    "reason": {
      "yes": "The result follows from the rules.",
      "yes_selected": "The result follows from the rules: selected in phase {phase}, rank {rank}.",
      "no": "This result does NOT fit your number and the last numbers selected.",
      "why": "The same reason holds for everybody.",
      "help": "Result and number do not agree. Complain and attach this file."
    },
    "receipt_signature": {
      "yes": "The operator signed this receipt; the application was made on {time}.",
      "no": "The operator's signature does not fit.",
      "why": "With it you can prove that you applied.",
      "help": "This receipt was altered. Use the original file that you got when you applied."
    },
    "receipt_times": {
      "no": "The times of this receipt do not fit this draw: the application was made on {time}, and the receipt was signed on {signed_at}.",
      "help": "An application after the close does not count, and a receipt is given before the list is sealed. Keep this file and complain."
    },
    "receipt_draw": {
      "yes": "This receipt is for the draw on this page ({draw}).",
      "no": "This receipt is for the draw {draw}, not the draw on this page.",
      "no_named": "This receipt names the draw on this page ({draw}), but its seal or operator's key is another.",
      "open": "This page does not state the operator's key. Compare it yourself: {operator}",
      "why": "Each draw has codes of its own.",
      "help": "Open the page of the draw that the receipt names.",
      "help_named": "Use the original file that you got when you applied."
    },
    "identity": {
      "yes": "This receipt is for the identity number that you typed.",
      "no": "This receipt is NOT for the identity number that you typed.",
      "open": "The identity number was not compared. Type yours below if you like; it is not sent and not stored.",
      "why": "The list holds only a code made of your number, not the number.",
      "help": "Check what you typed. If it is right you may have got another person's receipt: complain."
    }
  },
  "detail": {
    "household": "Phase {phase}: before your turn {mates} of your household had been selected; at most {cap} of a household may be.",
    "mate": "line {ticket} (phase {phase}, rank {rank})",
    "and": " and ",
    "phase": "{number} ({name})",
    "whole": "in this phase",
    "region": "in {region}",
    "unnamed": "your region",
    "empty": "Phase {phase}: there was no seat {place}.",
    "last": "Phase {phase}: you were the last one selected {place}.",
    "band": "Phase {phase}: you are in service group {mine}; the last one selected {place} was in group {last}. Group 1 is selected first, then group 2, and so on.",
    "won": "Phase {phase}: your number is {mine}; the last number selected {place} is {last}. Yours is smaller.",
    "lost": "Phase {phase}: your number is {mine}; the last number selected {place} is {last}. Yours is larger."
  },
  "refused": {
    "json": "This file is not a proof. Choose the .json file that you downloaded from the draw's page, or type your code.",
    "cut": "This file was cut off: its end is missing. Download your proof again, or type your code.",
    "canonical": "This file changed since it was made. Download your proof again, and do not copy it through another app.",
    "kind": "This file is neither a proof nor a receipt. Choose the .json file that you downloaded from the draw's page.",
    "large": "This file is too large to be a proof. Choose the .json file that you downloaded from the draw's page.",
    "empty": "This file is empty. Download your proof again, or type your code.",
    "member": "This file is not a complete proof: something is missing or was changed. Download your proof again.",
    "code": "There is a typing mistake in the code. Compare it with your receipt: sixteen letters and digits.",
    "short": "The code is not complete: only {n} of 16 letters and digits so far.",
    "long": "The code is too long: {n} letters and digits. It should be 16.",
    "nothing": "Type the code from your receipt.",
    "nothing_file": "Choose a proof file first.",
    "absent": "This code is not in this draw",
    "network": "The proof cannot be fetched: there is no connection. Try later, or choose the proof file that you kept.",
    "server": "The server cannot answer now. Try later, or choose the proof file that you kept.",
    "script": "The checker did not load completely. Load this page again, then retry."
  },
  "absent": "Look at the name of the draw on your receipt: it may be another one. If it is this draw, keep the receipt and contact {operator}.",
  "gap": "The list is sorted by code. This code should stand between lines {before} and {after}, and it is not there.",
  "is_receipt": "This is a receipt, not a proof. Type its code: {code}",
  "where": "See the empty place in the list",
  "drop": "On a computer you can drop the proof file into this box.",
  "paste": "Or paste the text of a proof",
  "paste_label": "Text of the proof file",
  "identity_label": "Identity number (NIK) to compare",
  "identity_help": "Computed on this device only. Not sent, not stored.",
  "identity_button": "Compare",
  "code_is": "The code of this receipt: {code}",
  "code_button": "Check my result",
  "kept": "This page and the home page are kept on this device. Without internet you can check a proof file that you saved; checking by code needs internet.",
  "kept_more": "Keep the check of the random number too ({kb} kB)"
};

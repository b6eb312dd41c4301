// One JSON text for one value (RFC 8785), for what undian/1 uses: integers, true, false, null, text, lists, objects with
// ASCII names. A proof must be exactly those bytes, so that one changed byte is always another file.

import { utf8 } from "./sha256.js";

const MAX_DEPTH = 16;
const LONE_SURROGATE = /[\ud800-\udfff]/u;
const ASCII = /^[\0-\x7f]*$/;

/** Why something was refused: `key` chooses the sentence, `facts` fill it. */
export class Refused extends Error {
  constructor(key, facts = {}) {
    super(key);
    this.key = key;
    this.facts = facts;
  }
}

/** The JCS text of a value; raises Refused("canonical") for what has none. */
export function canonical(value, depth = 0) {
  if (depth > MAX_DEPTH) throw new Refused("canonical");
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item, depth + 1)).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const names = Object.keys(value).sort();
    if (!names.every((name) => ASCII.test(name))) throw new Refused("canonical");
    return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value[name], depth + 1)}`).join(",")}}`;
  }
  if (typeof value === "number" && !Number.isSafeInteger(value)) throw new Refused("canonical");
  if (typeof value === "string" && LONE_SURROGATE.test(value)) throw new Refused("canonical");
  if (!["number", "string", "boolean"].includes(typeof value) && value !== null) throw new Refused("canonical");
  return JSON.stringify(value);
}

/** The JCS bytes of a value. */
export const canonicalBytes = (value) => utf8(canonical(value));

/** The value in `bytes`; raises Refused unless they are exactly its JCS form. */
export function parse(bytes) {
  let text;
  let value;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    value = JSON.parse(text);
  } catch {
    const broken = text && /^\s*\{/.test(text) && !/\}\s*$/.test(text); // a download that broke off begins well
    throw new Refused(broken ? "cut" : "json");
  }
  if (canonical(value) !== text) throw new Refused("canonical");
  return value;
}

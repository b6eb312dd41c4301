// The Merkle tree of RFC 9162: is this line one of those that the root was computed from? Indexes and sizes reach
// 10^12, beyond the 32 bits of JavaScript's bit operators, so this halves instead of shifting.

import { hex, joined, sha256, unhex, utf8 } from "./sha256.js";

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/** The hash of a line, without its line break. */
export const leafHash = (line) => sha256(joined(LEAF, utf8(line)));

const nodeHash = (left, right) => sha256(joined(NODE, left, right));

/**
 * RFC 9162 section 2.1.3.2. `root` and the siblings in `path` are 64 hex, bottom-up; `index` counts from 0 below `n`.
 */
export function includes(root, n, index, leaf, path) {
  if (!Number.isSafeInteger(n) || !Number.isSafeInteger(index) || index < 0 || index >= n) return false;
  let at = index;
  let last = n - 1;
  let node = leaf;
  for (const text of path) {
    if (last === 0) return false;
    const sibling = unhex(text);
    if (at % 2 === 1 || at === last) {
      node = nodeHash(sibling, node);
      while (at % 2 === 0 && at !== 0) {
        at /= 2;
        last = Math.floor(last / 2);
      }
    } else {
      node = nodeHash(node, sibling);
    }
    at = Math.floor(at / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && hex(node) === root;
}

// Ed25519 by the one rule of docs/draw-folder.md: RFC 8032 section 5.1.7 without the cofactor, [S]B = R + [k]A with S < L, and A and
// R canonical encodings of points not of small order ("Taming the many EdDSAs", 2020). The library's own `verify` multiplies
// by the cofactor even with `zip215: false`, and so lets pass what the other two verifiers refuse; hence the equation here.
import { ed25519 } from "@noble/curves/ed25519.js";
import { sha512 } from "@noble/hashes/sha2.js";

const { Point } = ed25519;
const ORDER = Point.Fn.ORDER;

function littleEndian(bytes) {
  let number = 0n;
  for (let i = bytes.length - 1; i >= 0; i--) number = (number << 8n) | BigInt(bytes[i]);
  return number;
}

/** Whether `signature` (64 bytes) over `message` is by the holder of `key` (32 bytes). Never throws. */
export function verify(key, message, signature) {
  try {
    if (key.length !== 32 || signature.length !== 64) return false;
    const a = Point.fromBytes(key); // refuses y >= p, and a sign where x is 0
    const r = Point.fromBytes(signature.slice(0, 32));
    const s = littleEndian(signature.slice(32));
    if (s >= ORDER || a.isSmallOrder() || r.isSmallOrder()) return false;
    const hashed = sha512.create().update(signature.slice(0, 32)).update(key).update(message).digest();
    const k = littleEndian(hashed) % ORDER;
    return Point.BASE.multiplyUnsafe(s).equals(r.add(a.multiplyUnsafe(k)));
  } catch {
    return false;
  }
}

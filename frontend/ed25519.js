// Ed25519 as RFC 8032 has it: keys of small order and second encodings of a point are refused (`zip215: false`).
import { ed25519 } from "@noble/curves/ed25519.js";

/** Whether `signature` (64 bytes) over `message` is by the holder of `key` (32 bytes). Never throws. */
export function verify(key, message, signature) {
  try {
    return ed25519.verify(signature, message, key, { zip215: false });
  } catch {
    return false;
  }
}

// drand's scheme bls-unchained-g1-rfc9380: keys in G2, signatures in G1.
import { bls12_381 } from "@noble/curves/bls12-381.js";

const DST = "BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_";
const { shortSignatures, G1 } = bls12_381;

/** Whether `signature` (48 bytes, compressed G1) over `message` is by the holder of `key` (96 bytes). Never throws. */
export function verify(key, message, signature) {
  try {
    const point = G1.Point.fromBytes(signature);
    // without these a pairing test accepts forged variants: off the subgroup, or the point at infinity
    if (point.is0() || !point.isTorsionFree()) return false;
    return shortSignatures.verify(point, shortSignatures.hash(message, DST), key);
  } catch {
    return false;
  }
}

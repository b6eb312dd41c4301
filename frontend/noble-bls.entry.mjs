// drand quicknet: signature in G1, key in G2, scheme bls-unchained-g1-rfc9380.
import { bls12_381 } from '@noble/curves/bls12-381.js';

const DST = 'BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_';
const { shortSignatures, G1 } = bls12_381;

export const verify = (publicKey, message, signature) => {
  try {
    const point = G1.Point.fromBytes(signature);
    // without these two a pairing test accepts forged variants: off the subgroup, or the point at infinity
    if (point.is0() || !point.isTorsionFree()) return false;
    return shortSignatures.verify(point, shortSignatures.hash(message, DST), publicKey);
  } catch {
    return false;
  }
};

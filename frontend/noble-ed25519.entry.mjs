// Ed25519 verification for statements and receipts: strict RFC 8032 (zip215 off), as the Python side checks them.
import { ed25519 } from '@noble/curves/ed25519.js';

export const verify = (publicKey, message, signature) => {
  try {
    return ed25519.verify(signature, message, publicKey, { zip215: false });
  } catch {
    return false;
  }
};

import { createPublicKey, type KeyObject, verify } from "node:crypto";
import { z } from "zod";

/** Public keys by the name they are published under. */
export type KeySet = ReadonlyMap<string, KeyObject>;

/** What came with a body: which key is said to have signed it, and the signature. */
export type Signed = { keyId: string; signature: string; body: Uint8Array };

const PublishedKeys = z.object({
  public_keys: z.array(z.object({ key_identifier: z.string().min(1).max(200), key: z.string().max(2_000) })),
});

/**
 * A published key set, of which only keys on P-256 count; others are left out, as nothing can be signed with them here.
 * @throws {Error} When it is none, or holds no key that counts.
 */
export function parseKeySet(published: unknown): KeySet {
  const { public_keys } = PublishedKeys.parse(published);
  const keys = public_keys.flatMap(({ key_identifier, key }) => {
    const parsed = parsePem(key);
    return parsed === null ? [] : [[key_identifier, parsed] as const];
  });
  if (keys.length === 0) throw new Error("The key set holds no key on P-256.");
  return new Map(keys);
}

function parsePem(pem: string): KeyObject | null {
  try {
    const key = createPublicKey(pem);
    return key.asymmetricKeyDetails?.namedCurve === "prime256v1" ? key : null;
  } catch {
    return null;
  }
}

/** Longest base64 of a DER signature on P-256. */
const SIGNATURE_MAX = 96;

/** Whether these could be the name of a key and a signature: to be asked before a body is read. */
export function looksSigned({ keyId, signature }: Pick<Signed, "keyId" | "signature">): boolean {
  return /^[\x21-\x7e]{1,200}$/.test(keyId) && derOf(signature) !== null;
}

/**
 * Whether exactly these bytes were signed by the key of that name (ECDSA on P-256 with SHA-256, DER in base64).
 *
 * One spelling of a signature counts: base64 with spare bits set, white space or missing padding is refused, and so is DER
 * that is not minimal.
 */
export function isSigned(keys: KeySet, { keyId, signature, body }: Signed): boolean {
  const key = keys.get(keyId);
  const der = derOf(signature);
  if (key === undefined || der === null) return false;
  try {
    return verify("sha256", body, { key, dsaEncoding: "der" }, der);
  } catch {
    return false;
  }
}

function derOf(signature: string): Buffer | null {
  if (signature.length === 0 || signature.length > SIGNATURE_MAX) return null;
  const der = Buffer.from(signature, "base64");
  return der.toString("base64") === signature ? der : null;
}

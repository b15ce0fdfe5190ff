import { randomBytes } from "node:crypto";
import { upstreamSecretAad } from "@/lib/sealing/aad";
import { edgeKeyring } from "@/lib/sealing/keyring";
import { seal } from "@/lib/sealing/seal";
import { newId } from "@/lib/std/id";

const SECRET_BYTES = 32;

/** A signing secret as an operator carries it to the upstream: shown once, kept sealed only. */
export type ShownSecret = {
  /** What assertions name it by. */
  kid: string;
  /** Base64url of 32 random bytes. */
  secret: string;
};

/** A new signing secret of an upstream: the row to store, and what to show this once. */
export function newUpstreamSecret(upstreamId: string, createdAt: Date, signsFrom: Date | null) {
  const id = newId("upstreamSecret");
  const bytes = randomBytes(SECRET_BYTES);
  const sealed = seal(edgeKeyring(), bytes, upstreamSecretAad(upstreamId, id));
  const shown: ShownSecret = { kid: id, secret: bytes.toString("base64url") };
  return { row: { id, upstreamId, sealed, createdAt, signsFrom }, shown };
}

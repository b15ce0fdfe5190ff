import { createHash } from "node:crypto";
import { previewParts, type Secret } from "@/lib/edge/secret-format";
import { digestAad, secretAad } from "@/lib/sealing/aad";
import { masterKeyring } from "@/lib/sealing/keyring";
import { lookupOf } from "@/lib/sealing/pepper";
import { seal } from "@/lib/sealing/seal";
import { newId } from "@/lib/std/id";

/**
 * A secret as the database holds it: a keyed digest to find it by, the digest sealed, and what may be shown of it.
 *
 * The sealed copy of the secret itself is bound to organization, key and secret ID; `isShownOnce` leaves it out.
 * @see docs/decisions/001-key-format-and-storage.md
 */
export function secretRow(
  key: { orgId: string; keyId: string },
  secret: Secret,
  createdAt: Date,
  isShownOnce: boolean,
) {
  const row = { ...key, secretId: newId("secret") };
  const digest = createHash("sha256").update(secret).digest();
  return {
    id: row.secretId,
    orgId: row.orgId,
    status: "current" as const,
    ...lookupOf(digest),
    sealedDigest: seal(masterKeyring(), digest, digestAad(row)),
    sealedSecret: isShownOnce ? null : seal(masterKeyring(), Buffer.from(secret), secretAad(row)),
    ...previewParts(secret),
    createdAt,
  };
}

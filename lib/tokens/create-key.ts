import { generateKeyPairSync } from "node:crypto";
import { recordChange } from "@/lib/changes/record";
import type { Tx } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { tokenKeyAad } from "@/lib/sealing/aad";
import { edgeKeyring } from "@/lib/sealing/keyring";
import { seal } from "@/lib/sealing/seal";
import { newId } from "@/lib/std/id";
import { lockTokenKeys } from "./internal";

/** Makes the first signing key, or none when another instance was faster. */
export async function createTokenKey(now: Date): Promise<void> {
  await withTransaction(async (tx) => {
    await lockTokenKeys(tx);
    const living = await tx.tokenKey.count({
      where: { OR: [{ retiresAt: null }, { retiresAt: { gt: now } }] },
    });
    if (living === 0) await insertTokenKey(tx, now);
  });
}

/** A new Ed25519 key, sealed with the edge key; every edge hears of it after commit. Returns its `kid`. */
export async function insertTokenKey(tx: Tx, createdAt: Date): Promise<string> {
  const id = newId("tokenKey");
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const { x = "" } = publicKey.export({ format: "jwk" });
  const secret = privateKey.export({ format: "der", type: "pkcs8" });
  await tx.tokenKey.create({
    data: {
      id,
      sealed: seal(edgeKeyring(), secret, tokenKeyAad(id)),
      publicKey: Uint8Array.from(Buffer.from(x, "base64url")),
      createdAt,
    },
    select: { id: true },
  });
  secret.fill(0);
  await recordChange(tx, "token", id);
  return id;
}

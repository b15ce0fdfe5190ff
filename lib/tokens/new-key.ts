import { generateKeyPairSync } from "node:crypto";
import { tokenKeyAad } from "@/lib/sealing/aad";
import { edgeKeyring } from "@/lib/sealing/keyring";
import { seal } from "@/lib/sealing/seal";
import { newId } from "@/lib/std/id";

/** A new Ed25519 key as the database holds it: its ID is the `kid`, its private half is sealed with the edge key. */
export function newTokenKey() {
  const id = newId("tokenKey");
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const { x = "" } = publicKey.export({ format: "jwk" });
  const secret = privateKey.export({ format: "der", type: "pkcs8" });
  const sealed = seal(edgeKeyring(), secret, tokenKeyAad(id));
  secret.fill(0);
  return { id, sealed, publicKey: Uint8Array.from(Buffer.from(x, "base64url")) };
}

/** Makes changes to signing keys wait for one another until the transaction ends; for every way of writing them. */
export const LOCK_TOKEN_KEYS = "select pg_advisory_xact_lock(hashtextextended('keyward.token_key', 0))";

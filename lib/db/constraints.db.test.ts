import { expect, test } from "vitest";
import { makeKey, makeOrg } from "@/test/factories";
import { db } from "./client";
import { pool } from "./pool";

async function keyWithSecret(): Promise<{ keyId: string; secretId: string }> {
  const key = await makeKey({ org: await makeOrg() });
  return { keyId: key.id, secretId: key.secretId };
}

/** Copies the secret's row under another ID with another status. */
function addSecret(secretId: string, status: string, retiresAt: string | null): Promise<unknown> {
  return pool().query(
    `INSERT INTO secret (id, key_id, org_id, status, retires_at, lookup, pepper_version, sealed_digest, head, tail)
     SELECT id || gen_random_uuid(), key_id, org_id, $2::secret_status, $3::timestamptz, sha256(gen_random_uuid()::text::bytea),
            pepper_version, sealed_digest, head, tail FROM secret WHERE id = $1`,
    [secretId, status, retiresAt],
  );
}

test("a key has one secret to hand out, current or awaiting, never two", async () => {
  const { secretId } = await keyWithSecret();
  await expect(addSecret(secretId, "current", null)).rejects.toThrow("secret_one_live_per_key");
  await expect(addSecret(secretId, "awaiting", null)).rejects.toThrow("secret_one_live_per_key");
});

test("at most one secret of a key is retiring, any number is retired", async () => {
  const { secretId } = await keyWithSecret();
  await addSecret(secretId, "retiring", "2026-03-02T12:00:00Z");
  await expect(addSecret(secretId, "retiring", "2026-03-02T12:00:00Z")).rejects.toThrow(
    "secret_one_retiring_per_key",
  );
  await addSecret(secretId, "retired", "2026-03-02T12:00:00Z");
  await addSecret(secretId, "retired", "2026-03-02T12:00:00Z");
});

test("a secret has an end exactly when it is on its way out or gone", async () => {
  const { secretId } = await keyWithSecret();
  await expect(addSecret(secretId, "retiring", null)).rejects.toThrow("secret_end_exactly_when_leaving");
  await expect(
    pool().query("UPDATE secret SET retires_at = now() WHERE id = $1", [secretId]),
  ).rejects.toThrow("secret_end_exactly_when_leaving");
});

test("a retired secret cannot be copied: its ciphertext is gone", async () => {
  const { secretId } = await keyWithSecret();
  const retire = "UPDATE secret SET status = 'retired', retires_at = now()";
  await expect(pool().query(`${retire} WHERE id = $1`, [secretId])).rejects.toThrow(
    "secret_erased_when_retired",
  );
  await pool().query(`${retire}, sealed_secret = NULL WHERE id = $1`, [secretId]);
});

test("a disabled key says who disabled it", async () => {
  const { keyId } = await keyWithSecret();
  await expect(db.key.update({ where: { id: keyId }, data: { disabledAt: new Date(0) } })).rejects.toThrow();
});

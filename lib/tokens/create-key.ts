import type { Pool } from "pg";
import { LOCK_TOKEN_KEYS, newTokenKey } from "./new-key";

/**
 * Makes the first signing key, or none when another instance was faster; every edge hears of it.
 *
 * In plain SQL, like revoking: a standalone edge does both, and carries no object mapper for it.
 */
export async function createTokenKey(pool: Pool, now: Date): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("begin");
    await client.query(LOCK_TOKEN_KEYS);
    const { rowCount } = await client.query(
      "select 1 from token_key where retires_at is null or retires_at > $1 limit 1",
      [now],
    );
    if (rowCount === 0) {
      const { id, sealed, publicKey } = newTokenKey();
      await client.query(
        "insert into token_key (id, sealed, public_key, created_at) values ($1, $2, $3, $4)",
        [id, Buffer.from(sealed), Buffer.from(publicKey), now],
      );
      await client.query("insert into change_log (kind, subject) values ('token', $1)", [id]);
    }
    await client.query("commit");
    client.release();
  } catch (cause) {
    // Closed, not returned: what the connection is in the middle of must end with it.
    client.release(true);
    throw cause;
  }
}

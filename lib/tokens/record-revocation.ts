import type { Pool } from "pg";

/** Writes a revocation and its row in the change log, and drops those whose tokens have ended: one statement, so one transaction. */
const STATEMENT = `
with ended as (delete from revoked_token where expires_at < $4),
     revoked as (
       insert into revoked_token (id, key_id, expires_at, created_at) values ($1, $2, $3, $4)
       on conflict (id) do nothing returning id
     )
insert into change_log (kind, subject) select 'token', id from revoked`;

/** Notes for every edge that a token is revoked; a second time changes nothing. */
export async function recordRevocation(
  pool: Pool,
  token: { id: string; keyId: string; expiresAt: number },
  now: number,
): Promise<void> {
  await pool.query(STATEMENT, [token.id, token.keyId, new Date(token.expiresAt), new Date(now)]);
}

import type { Pool } from "pg";

/**
 * Writes a revocation and its row in the change log, and drops those whose tokens have ended and whose row in the audit log is
 * written: one statement, so one transaction.
 */
const STATEMENT = `
with ended as (delete from revoked_token where expires_at < $4 and audited_at is not null),
     revoked as (
       insert into revoked_token (id, key_id, expires_at, created_at, ip) values ($1, $2, $3, $4, $5)
       on conflict (id) do nothing returning id
     )
insert into change_log (kind, subject) select 'token', id from revoked`;

/** A token that its own client wants to be believed no more, and where that client called from. */
export type Revocation = {
  readonly id: string;
  readonly keyId: string;
  /** Unix time, milliseconds. */
  readonly expiresAt: number;
  readonly ip: string;
};

/** Notes for every edge that a token is revoked; a second time changes nothing. */
export async function recordRevocation(
  pool: Pool,
  { id, keyId, expiresAt, ip }: Revocation,
  now: number,
): Promise<void> {
  await pool.query(STATEMENT, [id, keyId, new Date(expiresAt), new Date(now), ip]);
}

import { db } from "@/lib/db/client";

/** Days for which tries to sign in are kept. */
export const SIGN_INS_KEPT_DAYS = 90;

const DAY_MS = 86_400_000;
const BATCH = 5_000;

/** Drops tries older than 90 days, at most 5,000 a turn; answers how many. */
export async function purgeSignIns(now: Date): Promise<number> {
  const before = new Date(now.getTime() - SIGN_INS_KEPT_DAYS * DAY_MS);
  return db.$executeRaw`
    DELETE FROM sign_in_attempt WHERE id IN (
      SELECT id FROM sign_in_attempt WHERE at < ${before} LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)`;
}

import type { Tx } from "@/lib/db/client";

/** Makes changes to signing keys wait for one another until the transaction ends. */
export async function lockTokenKeys(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('keyward.token_key', 0))`;
}

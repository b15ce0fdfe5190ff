import { db } from "@/lib/db/client";

/** Runs `action` while the database of this test file takes no audit row, then lets it take them again. */
export async function whileAuditFails<T>(action: () => Promise<T>): Promise<T> {
  await db.$executeRaw`ALTER TABLE audit_entry ADD CONSTRAINT audit_fails CHECK (false) NOT VALID`;
  try {
    return await action();
  } finally {
    await db.$executeRaw`ALTER TABLE audit_entry DROP CONSTRAINT audit_fails`;
  }
}

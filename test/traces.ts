import { db } from "@/lib/db/client";

/** Every audit row about a thing, oldest first. */
export async function auditOf(targetId: string) {
  return db.auditEntry.findMany({
    where: { targetId },
    select: {
      chain: true,
      actorId: true,
      action: true,
      before: true,
      after: true,
      reason: true,
      requestId: true,
    },
    orderBy: { seq: "asc" },
  });
}

/** How often the change log names a thing. */
export async function changesOf(subject: string): Promise<number> {
  return db.changeLog.count({ where: { subject } });
}

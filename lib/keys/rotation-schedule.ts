import { db } from "@/lib/db/client";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import { keyNotFound, livingKey } from "./internal";
import { rotationDue } from "./rotation-due";
import type { KeyRef } from "./schemas";

/** What is laid down about rotating a key. Times are ISO 8601. */
export type RotationSchedule = {
  everyDays: number;
  dueAt: string;
  isDue: boolean;
  setBy: "key" | "org";
  /** Whether the key rotates when it is due, or people are only reminded. */
  isAutomatic: boolean;
};

/**
 * What the key and its organization lay down about rotating it; `null` when neither does.
 * @throws {DomainError} `not_found`, `forbidden`.
 */
export async function rotationSchedule(ctx: OrgContext, ref: KeyRef): Promise<RotationSchedule | null> {
  requirePermission(ctx, "keys:read");
  const key = await db.key.findFirst({
    where: livingKey(ctx.org.id, ref),
    select: {
      createdAt: true,
      lastRotatedAt: true,
      rotateEveryDays: true,
      org: { select: { rotateEveryDays: true, autoRotate: true, showSecretsOnce: true } },
    },
  });
  if (key === null) throw keyNotFound();
  const due = rotationDue(key, key.org);
  if (due === null) return null;
  return {
    everyDays: due.everyDays,
    dueAt: due.dueAt.toISOString(),
    isDue: due.dueAt <= ctx.now,
    setBy: due.setBy,
    isAutomatic: key.org.autoRotate && !key.org.showSecretsOnce,
  };
}

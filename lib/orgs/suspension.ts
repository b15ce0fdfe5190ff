import { db } from "@/lib/db/client";
import type { OrgContext } from "./context";

/** Why and since when (ISO 8601) the organization is suspended; `null`: it is not. For its members, whatever their role. */
export async function suspensionOf({
  org,
}: Pick<OrgContext, "org">): Promise<{ at: string; reason: string } | null> {
  const row = await db.org.findUnique({
    where: { id: org.id },
    select: { suspendedAt: true, suspendedReason: true },
  });
  return row?.suspendedAt == null
    ? null
    : { at: row.suspendedAt.toISOString(), reason: row.suspendedReason ?? "" };
}

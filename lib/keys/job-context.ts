import type { AuditContext } from "@/lib/audit/emit";
import { newId } from "@/lib/std/id";

/** What the audit log says of who did it when nobody asked for it: Keyward itself, from nowhere. */
export function jobContext(id: string, orgId: string, now: Date): AuditContext {
  return {
    actor: { type: "system", id },
    org: { id: orgId },
    requestId: newId("request"),
    ip: "",
    userAgent: "",
    now,
  };
}

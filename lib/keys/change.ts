import type { AuditEvent } from "@/lib/audit/emit";
import type { Prisma } from "@/lib/db/generated/client";

/** One part of a change to a locked key: what is still to be written, and what the audit log says about it. */
export type Change = {
  /** Columns of the key; rows elsewhere are written already. */
  data: Prisma.KeyUpdateInput;
  before: NonNullable<AuditEvent["before"]>;
  after: NonNullable<AuditEvent["after"]>;
};

import { db } from "@/lib/db/client";
import { requireStaff, type StaffContext } from "@/lib/orgs/context";
import { readQpsPolicy, type VersionedQpsPolicy } from "./policy";

/** How requests are treated here, for staff. @throws {DomainError} `forbidden`. */
export async function getQpsPolicy(ctx: StaffContext): Promise<VersionedQpsPolicy> {
  requireStaff(ctx, "qps:review");
  return readQpsPolicy(db);
}

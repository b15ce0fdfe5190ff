import { notFound } from "next/navigation";
import { requireStaffPage } from "@/lib/accounts/session";
import { staffCan } from "@/lib/members/permissions";
import type { StaffContext } from "@/lib/orgs/context";

/** Who may manage products; everybody else gets a 404. */
export async function requireProductManager(): Promise<StaffContext> {
  const ctx = await requireStaffPage();
  if (!staffCan(ctx.staffRole, "products:manage")) notFound();
  return ctx;
}

import type { ReactNode } from "react";
import { requireStaffPage } from "@/lib/accounts/session";

/** Who may not, is told 404 here: below, a page may have begun to stream. */
export default async function OrgLayout({ children }: { children: ReactNode }) {
  await requireStaffPage("orgs:manage");
  return children;
}

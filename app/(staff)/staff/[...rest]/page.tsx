import { notFound } from "next/navigation";
import { requireStaffPage } from "@/lib/accounts/session";

/** An address that no page has is answered inside the console's frame. */
export default async function NoSuchStaffPage(): Promise<never> {
  await requireStaffPage();
  notFound();
}

import type { Metadata } from "next";
import Link from "next/link";
import { staffHref, staffPlacesFor } from "@/components/frame/staff-places";
import { WaitingList } from "@/components/staff/waiting-list";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { requireStaffPage } from "@/lib/accounts/session";
import { staffOverview } from "@/lib/staff/overview";

export const metadata: Metadata = { title: "Staff console" };

/** Where staff arrive: what waits, and what they can do. */
export default async function StaffPage() {
  const ctx = await requireStaffPage();
  const { actor, staffRole } = ctx;
  const places = staffPlacesFor(staffRole).filter(({ segment }) => segment !== "");
  return (
    <>
      <PageHeader
        title="Staff console"
        description={`Signed in as ${actor.name}. What you do to a customer’s things is in that customer’s audit log.`}
      />
      <WaitingList overview={await staffOverview(ctx)} role={staffRole} />
      <ul className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
        {places.map(({ segment, label, about, icon: Icon }) => (
          <li key={segment}>
            <Card className="relative h-full p-5 transition-colors hover:bg-hover">
              <h2 className="flex items-center gap-2.5 font-medium">
                <Icon aria-hidden="true" className="size-4 text-accent" />
                <Link prefetch={false} href={staffHref(segment)} className="after:absolute after:inset-0">
                  {label}
                </Link>
              </h2>
              <p className="mt-1 text-ink-muted">{about}</p>
            </Card>
          </li>
        ))}
      </ul>
    </>
  );
}

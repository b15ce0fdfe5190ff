import Link from "next/link";
import { cn } from "@/components/ui/cn";
import { formatExact } from "@/components/ui/format-number";
import { type StaffRole, staffCan } from "@/lib/members/permissions";
import type { StaffOverview } from "@/lib/staff/overview";

/** What waits for somebody, each a click away; zero is said, too. */
export function WaitingList({ overview, role }: { overview: StaffOverview; role: StaffRole }) {
  const mayManage = staffCan(role, "orgs:manage");
  const rows = [
    {
      label: "QPS requests to answer",
      value: overview.requestsWaiting,
      note: overview.requestsOverdue === 0 ? null : `${formatExact(overview.requestsOverdue)} late`,
      href: "/staff/requests",
    },
    { label: "Escalations", value: overview.escalations, note: null, href: "/staff/support" },
    {
      label: "Suspended organizations",
      value: overview.orgsSuspended,
      note: null,
      href: "/staff/orgs?state=suspended",
    },
    {
      label: "Organizations with abuse flags",
      value: overview.orgsFlagged,
      note: null,
      href: "/staff/orgs?state=flagged",
    },
    ...(mayManage
      ? [
          {
            label: "Contracts that end soon",
            value: overview.contractsEnding,
            note: null,
            href: "/staff/orgs?state=contract_ending",
          },
        ]
      : []),
  ];
  return (
    <ul className="mb-6 grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-5">
      {rows.map(({ label, value, note, href }) => (
        <li
          key={label}
          // On a phone the first of an odd number takes the whole width, so that none stands alone.
          className="relative rounded-lg border border-line bg-surface p-4 shadow-lift transition-colors hover:bg-hover max-sm:[&:first-child:nth-last-child(odd)]:col-span-2"
        >
          <Link
            prefetch={false}
            href={href}
            className="block text-ink-muted text-sm after:absolute after:inset-0"
          >
            {label}
          </Link>
          <p className={cn("mt-1 font-semibold text-2xl tabular-nums", value === 0 && "text-ink-muted")}>
            {formatExact(value)}
          </p>
          {note === null ? null : <p className="text-danger-ink text-sm">{note}</p>}
        </li>
      ))}
    </ul>
  );
}

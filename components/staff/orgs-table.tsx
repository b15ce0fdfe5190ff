import Link from "next/link";
import { ORG_TYPE_WORDS } from "@/components/accounts/org-type-words";
import { Badge } from "@/components/ui/badge";
import { formatExact } from "@/components/ui/format-number";
import { RelativeTime } from "@/components/ui/relative-time";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { OrgRow } from "@/lib/orgs/list-all";

type OrgsTableProps = {
  orgs: readonly OrgRow[];
  /** Where the name leads. */
  hrefOf: (org: OrgRow) => string;
};

/** Every customer that matches, a row each. */
export function OrgsTable({ orgs, hrefOf }: OrgsTableProps) {
  return (
    <Table label="Organizations">
      <TableHead>
        <TableRow>
          <TableHeader>Organization</TableHeader>
          <TableHeader className="max-md:hidden">Type</TableHeader>
          <TableHeader className="max-md:hidden">Plan</TableHeader>
          <TableHeader>State</TableHeader>
          <TableHeader align="right">Keys</TableHeader>
          <TableHeader align="right" className="max-md:hidden">
            Members
          </TableHeader>
          <TableHeader className="max-md:hidden">Created</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {orgs.map((org) => (
          <TableRow key={org.id}>
            <TableCell className="max-w-72 py-1.5">
              <Link
                prefetch={false}
                href={hrefOf(org)}
                className="block truncate font-medium underline-offset-4 hover:underline"
              >
                {org.name}
              </Link>
              <span className="block truncate text-ink-muted text-xs">
                {org.slug}
                <span className="md:hidden">, {ORG_TYPE_WORDS[org.type].toLowerCase()}</span>
              </span>
            </TableCell>
            <TableCell className="whitespace-nowrap max-md:hidden">{ORG_TYPE_WORDS[org.type]}</TableCell>
            <TableCell className="whitespace-nowrap max-md:hidden">
              {org.planName ?? <span className="text-ink-muted">none</span>}
            </TableCell>
            <TableCell>
              <OrgState {...org} />
            </TableCell>
            <TableCell align="right">{formatExact(org.keys)}</TableCell>
            <TableCell align="right" className="max-md:hidden">
              {formatExact(org.members)}
            </TableCell>
            <TableCell className="max-md:hidden">
              <RelativeTime at={org.createdAt} isPast />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

/** Active or suspended, and whether somebody suspects it. */
export function OrgState({ isSuspended, openFlags }: { isSuspended: boolean; openFlags: number }) {
  return (
    <span className="inline-flex flex-wrap items-center gap-x-3">
      {isSuspended ? <Badge tone="danger">Suspended</Badge> : <Badge tone="ok">Active</Badge>}
      {openFlags > 0 ? (
        <Badge tone="warn">{openFlags === 1 ? "1 abuse flag" : `${openFlags} abuse flags`}</Badge>
      ) : null}
    </span>
  );
}

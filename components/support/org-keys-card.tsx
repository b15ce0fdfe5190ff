import Link from "next/link";
import { StatusBadge } from "@/components/keys/status-badge";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { RelativeTime } from "@/components/ui/relative-time";
import { SearchInput } from "@/components/ui/search-input";
import type { OrgReport } from "@/lib/support/org-report";
import { supportHref } from "./support-href";

type OrgKeysCardProps = { report: Pick<OrgReport, "keys" | "keysTotal">; ticket: string; q: string };

/** Keys of a customer, searched as its own list is. */
export function OrgKeysCard({ report: { keys, keysTotal }, ticket, q }: OrgKeysCardProps) {
  return (
    <Card>
      <CardHeader
        title="Keys"
        description={
          keysTotal > keys.length ? `The newest ${keys.length} of ${keysTotal}.` : `${keysTotal} found.`
        }
      />
      <CardBody className="pb-4">
        <form method="get" className="flex gap-2">
          <input type="hidden" name="ticket" value={ticket} />
          <SearchInput
            label="Search keys"
            name="q"
            defaultValue={q}
            maxLength={200}
            className="min-w-0 max-w-md flex-1"
          />
          <Button type="submit">Search</Button>
        </form>
      </CardBody>
      <ul className="divide-y divide-line border-line border-t">
        {keys.map(({ id, name, status, preview, lastUsedAt }) => (
          <li
            key={id}
            className="relative flex flex-wrap items-center justify-between gap-x-6 gap-y-1 px-5 py-3 text-sm transition-colors hover:bg-hover"
          >
            <span className="min-w-0">
              <Link
                prefetch={false}
                href={supportHref("keys", id, ticket)}
                className="font-medium break-words after:absolute after:inset-0"
              >
                <bdi>{name}</bdi>
              </Link>
              <span className="block font-mono text-xs text-ink-muted">
                kw_{preview.head}…{preview.tail}
              </span>
            </span>
            <span className="flex basis-full flex-wrap items-center gap-x-4 text-ink-muted sm:basis-auto">
              <StatusBadge status={status} />
              <span>
                Last used <RelativeTime at={lastUsedAt} isPast />
              </span>
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { Chip } from "@/components/ui/chip";
import { shorten } from "@/components/ui/shorten";
import type { AuditItem } from "@/lib/audit/entries";
import { actionWords, namesTarget } from "./action-words";
import { actorName } from "./actor-name";
import { differencesOf } from "./differences";
import { EntryTime } from "./entry-time";

type AuditListProps = { orgSlug: string; items: readonly AuditItem[] };

/** Who did what, when; each entry opens to what changed and from where. */
export function AuditList({ orgSlug, items }: AuditListProps) {
  return (
    <ol
      aria-label="Audit log"
      className="divide-y divide-line rounded-lg border border-line bg-surface shadow-lift"
    >
      {items.map((item) => (
        <li key={item.seq}>
          <details className="group">
            <summary className="flex min-h-11 cursor-pointer list-none flex-wrap items-center gap-x-3 gap-y-0.5 px-3 py-2 text-sm transition-colors hover:bg-hover/60 sm:px-4 [&::-webkit-details-marker]:hidden">
              <ChevronRight
                aria-hidden="true"
                className="size-4 shrink-0 text-ink-faint transition-transform group-open:rotate-90"
              />
              <span className="min-w-0 flex-1 basis-64 break-words">
                <span className="font-medium">{actorName(item.actor)}</span>{" "}
                <span className="text-ink-muted">{actionWords(item.action)}</span>
                {namesTarget(item.action) ? (
                  <>
                    {" "}
                    <bdi className="font-medium">{item.target.name ?? shorten(item.target.id)}</bdi>
                  </>
                ) : null}
              </span>
              <span className="ml-7 text-ink-muted sm:ml-0">
                <EntryTime at={item.at} />
              </span>
            </summary>
            <EntryDetails orgSlug={orgSlug} item={item} />
          </details>
        </li>
      ))}
    </ol>
  );
}

function EntryDetails({ orgSlug, item }: { orgSlug: string; item: AuditItem }) {
  const { action, actor, target, before, after, reason, ip, userAgent, requestId, seq, at } = item;
  const differences = differencesOf(before, after);
  const hasBefore = differences.some((one) => one.before !== null);
  return (
    <div className="grid gap-4 px-3 pt-1 pb-4 text-sm sm:pr-4 sm:pl-11">
      {differences.length > 0 ? (
        <div className="overflow-x-auto">
          <table className="w-full min-w-96 border-separate border-spacing-0 text-left">
            <thead className="text-ink-muted text-xs">
              <tr>
                <th scope="col" className="w-1/4 py-1 pr-4 font-medium">
                  Field
                </th>
                {hasBefore ? (
                  <th scope="col" className="w-3/8 py-1 pr-4 font-medium">
                    Before
                  </th>
                ) : null}
                <th scope="col" className="py-1 font-medium">
                  {hasBefore ? "After" : "Value"}
                </th>
              </tr>
            </thead>
            <tbody className="align-top">
              {differences.map((one) => (
                <tr key={one.path}>
                  <th
                    scope="row"
                    className="border-line border-t py-1.5 pr-4 font-normal text-ink-muted break-all"
                  >
                    {one.path}
                  </th>
                  {hasBefore ? (
                    <td className="border-line border-t py-1.5 pr-4 wrap-anywhere">{one.before ?? ""}</td>
                  ) : null}
                  <td className="border-line border-t py-1.5 wrap-anywhere">{one.after ?? ""}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
      <dl className="grid gap-x-6 gap-y-1.5 sm:grid-cols-[auto_minmax(0,1fr)] [&_dd]:wrap-anywhere [&_dt]:text-ink-muted">
        {reason === null ? null : (
          <>
            <dt>Reason</dt>
            <dd>{reason}</dd>
          </>
        )}
        <dt>Time</dt>
        <dd>
          <EntryTime at={at} exact />
        </dd>
        <dt>Action</dt>
        <dd className="font-mono text-xs leading-5">{action}</dd>
        <dt>Actor</dt>
        <dd className="font-mono text-xs leading-5">{actor.id}</dd>
        <dt>Done to</dt>
        <dd className="flex flex-wrap items-center gap-2">
          <span className="font-mono text-xs leading-5">{target.id}</span>
          {target.exists ? (
            <Link
              className="text-accent-ink underline-offset-2 hover:underline"
              href={`/o/${orgSlug}/keys/${target.id}`}
            >
              Open key
            </Link>
          ) : null}
        </dd>
        {ip === "" ? null : (
          <>
            <dt>From</dt>
            <dd>
              {ip}
              {userAgent === "" ? "" : `, ${userAgent}`}
            </dd>
          </>
        )}
        <dt>Request</dt>
        <dd>
          <Chip what="request ID" text={requestId}>
            {shorten(requestId)}
          </Chip>
        </dd>
        <dt>Entry</dt>
        <dd>{seq}</dd>
      </dl>
    </div>
  );
}

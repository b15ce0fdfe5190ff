import { Chip } from "@/components/ui/chip";
import { Fact, Facts } from "@/components/ui/facts";
import { FoldList, FoldRow } from "@/components/ui/fold-list";
import { shorten } from "@/components/ui/shorten";
import { TextLink } from "@/components/ui/text-link";
import type { AuditItem } from "@/lib/audit/entries";
import { actionWords, namesTarget } from "./action-words";
import { actorName } from "./actor-name";
import { differencesOf } from "./differences";
import { DifferencesTable } from "./differences-table";
import { EntryTime } from "./entry-time";

type AuditListProps = { orgSlug: string; items: readonly AuditItem[] };

/** Who did what, when; each entry opens to what changed and from where. */
export function AuditList({ orgSlug, items }: AuditListProps) {
  return (
    <FoldList label="Audit log">
      {items.map((item) => (
        <FoldRow
          key={item.seq}
          title={
            <>
              <span className="font-medium">{actorName(item.actor)}</span>{" "}
              <span className="text-ink-muted">{actionWords(item.action)}</span>
              {namesTarget(item.action) ? (
                <>
                  {" "}
                  <bdi className="font-medium">{item.target.name ?? shorten(item.target.id)}</bdi>
                </>
              ) : null}
            </>
          }
          time={<EntryTime at={item.at} />}
        >
          <EntryDetails orgSlug={orgSlug} item={item} />
        </FoldRow>
      ))}
    </FoldList>
  );
}

function EntryDetails({ orgSlug, item }: { orgSlug: string; item: AuditItem }) {
  const { action, actor, target, before, after, reason, ip, userAgent, requestId, seq, at } = item;
  return (
    <>
      <DifferencesTable differences={differencesOf(before, after)} />
      <Facts stacks>
        {reason === null ? null : <Fact name="Reason">{reason}</Fact>}
        <Fact name="Time">
          <EntryTime at={at} exact />
        </Fact>
        <Fact name="Action">
          <Code>{action}</Code>
        </Fact>
        <Fact name="Actor">
          <Code>{actor.id}</Code>
        </Fact>
        <Fact name="Done to">
          <span className="flex flex-wrap items-center gap-2">
            <Code>{target.id}</Code>
            {target.exists ? <TextLink href={`/o/${orgSlug}/keys/${target.id}`}>Open key</TextLink> : null}
          </span>
        </Fact>
        {ip === "" ? null : (
          <Fact name="From">
            {ip}
            {userAgent === "" ? "" : `, ${userAgent}`}
          </Fact>
        )}
        <Fact name="Request">
          <Chip what="request ID" text={requestId}>
            {shorten(requestId)}
          </Chip>
        </Fact>
        <Fact name="Entry">{seq}</Fact>
      </Facts>
    </>
  );
}

function Code({ children }: { children: string }) {
  return <span className="break-all font-mono text-xs leading-5">{children}</span>;
}

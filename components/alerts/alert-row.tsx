import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { RelativeTime } from "@/components/ui/relative-time";
import { Tag } from "@/components/ui/tag";
import { TextLink } from "@/components/ui/text-link";
import type { AlertItem } from "@/lib/alerts/schemas";

type AlertRowProps = {
  orgSlug: string;
  alert: AlertItem;
  mayReportLeaks: boolean;
  onPutAside: () => void;
  onTakeBack: () => void;
  onLearn: () => void;
};

const LEARN_WORDS = { "a caller": "This is me", "this many calls": "This is usual" } as const;

/** One thing the watch has found, and what can be done about it. */
export function AlertRow({ orgSlug, alert, mayReportLeaks, ...on }: AlertRowProps) {
  const { title, body, key, aside, canAnswer, learns, isLearned } = alert;
  const isStrange = learns === "a caller" && !isLearned && aside === null;
  return (
    <li className="grid gap-x-6 gap-y-3 py-4 lg:grid-cols-[1fr_auto]">
      <div className="min-w-0">
        <p className="font-medium wrap-anywhere">{title}</p>
        <p className="mt-0.5 text-pretty text-ink-muted text-sm wrap-anywhere">{body}</p>
        <p className="mt-1.5 flex flex-wrap items-center gap-x-4 gap-y-1 text-ink-muted text-sm">
          <State alert={alert} />
          <RelativeTime at={alert.at} isPast />
          <Tag>{alert.label}</Tag>
          {key === null || key.isInTrash ? null : (
            <>
              <TextLink prefetch={false} href={`/o/${orgSlug}/keys/${key.id}`}>
                Open key
              </TextLink>
              <TextLink prefetch={false} href={`/o/${orgSlug}/analytics?range=24h&key=${key.id}`}>
                See its calls
              </TextLink>
              {isStrange && mayReportLeaks ? (
                <TextLink prefetch={false} href={`/o/${orgSlug}/leak?key=${key.id}`}>
                  This is not me
                </TextLink>
              ) : null}
            </>
          )}
        </p>
      </div>
      {canAnswer ? (
        <div className="flex flex-wrap items-start gap-2">
          {learns !== null && !isLearned ? (
            <Button size="sm" onClick={on.onLearn}>
              {LEARN_WORDS[learns]}
              <span className="sr-only">: {title}</span>
            </Button>
          ) : null}
          {aside === null ? (
            <Button size="sm" onClick={on.onPutAside}>
              Put aside<span className="sr-only">: {title}</span>
            </Button>
          ) : (
            <Button size="sm" onClick={on.onTakeBack}>
              Take back<span className="sr-only">: {title}</span>
            </Button>
          )}
        </div>
      ) : null}
    </li>
  );
}

/** Whether somebody has seen to it comes before whether it goes on. */
function State({ alert }: { alert: AlertItem }) {
  const { aside, ends, endedAt, isLearned } = alert;
  if (aside !== null) {
    const whom = aside.by === null ? "" : ` by ${aside.by}`;
    return <Badge tone="idle">{`${isLearned ? "Known" : "Put aside"}${whom}`}</Badge>;
  }
  if (!ends) return <Badge tone="warn">Open</Badge>;
  return endedAt === null ? <Badge tone="danger">Goes on</Badge> : <Badge tone="warn">Over</Badge>;
}

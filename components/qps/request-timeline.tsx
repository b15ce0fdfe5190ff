import {
  CalendarClock,
  CircleCheck,
  CircleSlash,
  CircleX,
  Flag,
  type LucideIcon,
  MessageCircleQuestion,
  MessageSquare,
  MessageSquareReply,
  PencilLine,
  Send,
  UserCheck,
} from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { RelativeTime } from "@/components/ui/relative-time";
import type { QpsSaid, QpsStep } from "@/lib/qps/views";
import { DayTime } from "./day-time";
import { timelineOf } from "./timeline";

type RequestTimelineProps = {
  request: { steps: readonly QpsStep[]; messages: readonly QpsSaid[]; decisionNote: string };
  /** What the customer is told in place of a name of staff. */
  providerName: string;
  /** What the policy did is told as its doing. */
  isDecidedByPolicy: boolean;
};

const STEPS = {
  drafted: { words: "wrote a draft", icon: PencilLine },
  submitted: { words: "sent the request", icon: Send },
  asked: { words: "asked", icon: MessageCircleQuestion },
  answered: { words: "answered", icon: MessageSquareReply },
  approval_given: { words: "approved it, one of two reviewers", icon: UserCheck },
  approved: { words: "approved it", icon: CircleCheck },
  rejected: { words: "rejected it", icon: CircleX },
  withdrawn: { words: "withdrew it", icon: CircleSlash },
  starts: { words: "The granted limit begins", icon: CalendarClock },
  started: { words: "The granted limit began", icon: Flag },
  ends: { words: "The granted limit ends; what was agreed before holds again", icon: CalendarClock },
  ended: { words: "The granted limit ended; what was agreed before holds again", icon: Flag },
} as const satisfies Record<QpsStep["what"], { words: string; icon: LucideIcon }>;

const SAID = {
  question: { words: "asked", icon: MessageCircleQuestion },
  answer: { words: "answered", icon: MessageSquareReply },
  comment: { words: "commented", icon: MessageSquare },
} as const satisfies Record<QpsSaid["kind"], { words: string; icon: LucideIcon }>;

const BY_ITSELF: ReadonlySet<QpsStep["what"]> = new Set(["starts", "started", "ends", "ended"]);

/** What happened, what was said and what is to come, one below the other. */
export function RequestTimeline({ request, providerName, isDecidedByPolicy }: RequestTimelineProps) {
  return (
    <ol aria-label="History" className="grid">
      {timelineOf(request).map((entry) => {
        if (entry.kind === "said") {
          const { id, at, kind, isStaff, author, body } = entry.said;
          const name = author?.name ?? (isStaff ? providerName : "A former account");
          return (
            <Entry key={id} icon={SAID[kind].icon} at={at} body={body}>
              <Name>{name}</Name> {SAID[kind].words}
              {isStaff && author !== null ? <span className="text-ink-muted">, staff</span> : null}
            </Entry>
          );
        }
        const { step, at, body, isFuture } = entry;
        return (
          <Entry
            key={`${step.what} ${at}`}
            icon={STEPS[step.what].icon}
            at={at}
            body={body}
            isFuture={isFuture}
          >
            {BY_ITSELF.has(step.what) ? null : (
              <Name>{step.by?.name ?? (isDecidedByPolicy ? "The policy" : "A former account")}</Name>
            )}{" "}
            {STEPS[step.what].words}
          </Entry>
        );
      })}
    </ol>
  );
}

function Name({ children }: { children: string }) {
  return <bdi className="font-medium">{children}</bdi>;
}

type EntryProps = {
  icon: LucideIcon;
  at: string;
  body: string | null;
  isFuture?: boolean;
  children: ReactNode;
};

function Entry({ icon: Icon, at, body, isFuture = false, children }: EntryProps) {
  return (
    <li className="group/entry grid grid-cols-[1.75rem_minmax(0,1fr)] gap-x-3">
      <span className="flex flex-col items-center">
        <span
          className={cn(
            "grid size-7 shrink-0 place-items-center rounded-full border bg-surface text-ink-muted",
            isFuture ? "border-line-strong border-dashed" : "border-line",
          )}
        >
          <Icon aria-hidden="true" className="size-3.5" />
        </span>
        <span aria-hidden="true" className="w-px flex-1 bg-line group-last/entry:hidden" />
      </span>
      <div className="min-w-0 pt-1 pb-5">
        <p className="flex flex-wrap items-baseline justify-between gap-x-4">
          <span className={cn("min-w-0 break-words", isFuture && "text-ink-muted")}>{children}</span>
          <span className="text-ink-muted text-sm">
            {isFuture ? <DayTime at={at} /> : <RelativeTime at={at} isPast />}
          </span>
        </p>
        {body === null ? null : (
          <p
            dir="auto"
            className="mt-1.5 whitespace-pre-wrap rounded-lg border border-line bg-sunken px-3 py-2 break-words"
          >
            {body}
          </p>
        )}
      </div>
    </li>
  );
}

import type { ReactNode } from "react";
import { Banner } from "@/components/ui/banner";
import { formatExact } from "@/components/ui/format-number";
import type { QpsRequestDetails } from "@/lib/qps/views";
import { AnswerClock } from "./answer-clock";
import { DayTime } from "./day-time";

type RequestStateProps = {
  request: Pick<
    QpsRequestDetails,
    | "phase"
    | "grant"
    | "currentQps"
    | "wantedQps"
    | "dueAt"
    | "decisionNote"
    | "ownQps"
    | "isDecidedByPolicy"
    | "rights"
    | "key"
  >;
  providerName: string;
};

/** Where a request stands, and what that means for the customer's calls, in a sentence or two. */
export function RequestState({ request, providerName }: RequestStateProps) {
  const { phase, grant, currentQps, wantedQps, dueAt, ownQps, rights } = request;
  switch (phase) {
    case "draft":
      if (request.key.isDeleted) {
        return (
          <Banner tone="warn" title="The key is deleted, so this cannot be sent">
            Restore the key from the trash to send it, or withdraw the draft.
          </Banner>
        );
      }
      return (
        <Banner title="Not sent yet">
          {rights.canSubmit
            ? "Look it over and send it."
            : "An admin or owner of your organization looks it over and sends it."}
        </Banner>
      );
    case "pending":
      return (
        <Banner title={`${providerName} decides this request`}>
          <AnswerClock dueAt={dueAt} isWaiting={false} />. Until then {formatExact(currentQps)} QPS stays. You
          are told here, in the notices and by mail.
        </Banner>
      );
    case "question":
      return (
        <Banner tone="warn" title={`${providerName} asks you something`}>
          {rights.canAnswer
            ? "Nothing is decided before you answer, below."
            : "Nothing is decided before an admin or owner answers."}
        </Banner>
      );
    case "scheduled":
    case "active":
    case "ended":
      return grant === null ? null : (
        <Granted
          phase={phase}
          grant={grant}
          wantedQps={wantedQps}
          ownQps={ownQps}
          isByPolicy={request.isDecidedByPolicy}
        />
      );
    case "rejected":
      return (
        <Banner tone="warn" title={`${providerName} rejected this request`}>
          <Quoted>{request.decisionNote}</Quoted> What held before goes on. You can send another request that
          takes this into account.
        </Banner>
      );
    case "withdrawn":
      return <Banner title="Your organization withdrew this request">Nothing has changed by it.</Banner>;
  }
}

type GrantedProps = {
  phase: "scheduled" | "active" | "ended";
  grant: NonNullable<QpsRequestDetails["grant"]>;
  wantedQps: number;
  ownQps: number | null;
  isByPolicy: boolean;
};

function Granted({ phase, grant, wantedQps, ownQps, isByPolicy }: GrantedProps) {
  const { qps, from, until, isPartial, isCutShort } = grant;
  const amount = `${formatExact(qps)} QPS`;
  const part = qps === wantedQps ? "" : ` of the ${formatExact(wantedQps)} you asked for`;
  const afterwards = until === null ? null : <> What was agreed before comes back by itself then.</>;
  if (phase === "ended") {
    return (
      <Banner title={`${amount} have ended`}>
        They held from <DayTime at={from} />
        {until === null ? null : (
          <>
            {" "}
            until <DayTime at={until} />
            {isCutShort ? ", ended before their time" : ""}
          </>
        )}
        . What was agreed before holds again.
      </Banner>
    );
  }
  return (
    <Banner
      tone="ok"
      title={`${amount}${part} ${phase === "scheduled" ? "are granted" : "hold now"}${isByPolicy ? ", approved by the policy" : ""}`}
    >
      {phase === "scheduled" ? (
        <>
          They begin <DayTime at={from} />
          {until === null ? " and have no end." : <> and end {<DayTime at={until} />}.</>}
        </>
      ) : until === null ? (
        "They have no end."
      ) : (
        <>
          They end <DayTime at={until} />.
        </>
      )}
      {afterwards} {isPartial && part === "" ? "The dates are not those you asked for. " : ""}
      {ownQps !== null && ownQps < qps
        ? `Your own limit of ${formatExact(ownQps)} QPS on the key goes on holding; raise it on the key to use more.`
        : ""}
    </Banner>
  );
}

function Quoted({ children }: { children: ReactNode }) {
  return children === "" ? null : <q className="whitespace-pre-wrap text-ink">{children}</q>;
}

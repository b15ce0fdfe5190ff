import Link from "next/link";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { Fact, Facts } from "@/components/ui/facts";
import { formatExact } from "@/components/ui/format-number";
import { shorten } from "@/components/ui/shorten";
import type { QpsRequestDetails } from "@/lib/qps/views";
import { LimitDates } from "./limit-dates";
import { TargetWords } from "./target-words";

type RequestFactsProps = {
  request: Pick<
    QpsRequestDetails,
    | "id"
    | "key"
    | "product"
    | "class"
    | "currentQps"
    | "wantedQps"
    | "from"
    | "until"
    | "expectedPeak"
    | "reason"
    | "contact"
  >;
  /** The page of the key; `null` where the reader has none. */
  keyHref: string | null;
};

/** What was asked for, as it was asked. */
export function RequestFacts({ request, keyHref }: RequestFactsProps) {
  const { key, currentQps, wantedQps, from, until, expectedPeak, reason, contact } = request;
  return (
    <Card>
      <CardHeader title="Asked for" />
      <CardBody>
        <Facts>
          <Fact name="Key">
            {key.isDeleted || keyHref === null ? (
              <bdi className="break-words">{key.name}</bdi>
            ) : (
              <Link className="break-words underline-offset-4 hover:underline" href={keyHref}>
                <bdi>{key.name}</bdi>
              </Link>
            )}
            {key.isDeleted ? <span className="text-ink-muted">, deleted</span> : null}
          </Fact>
          <Fact name="Key ID">
            <Chip what="key ID" text={key.id}>
              {shorten(key.id)}
            </Chip>
          </Fact>
          <Fact name="Class">
            <TargetWords target={request} />
          </Fact>
          <Fact name="Limit then">{formatExact(currentQps)} QPS</Fact>
          <Fact name="Wanted">{formatExact(wantedQps)} QPS</Fact>
          <Fact name="When">
            <LimitDates from={from} until={until} />
          </Fact>
          <Fact name="Expected peak">
            {expectedPeak === null ? (
              <span className="text-ink-muted">not given</span>
            ) : (
              `${formatExact(expectedPeak)} QPS`
            )}
          </Fact>
          <Fact name="Reason">
            <p dir="auto" className="whitespace-pre-wrap break-words">
              {reason}
            </p>
          </Fact>
          <Fact name="Contact">
            <bdi className="break-words">{contact}</bdi>
          </Fact>
          <Fact name="Request ID">
            <Chip what="ID of the QPS request" text={request.id}>
              {shorten(request.id)}
            </Chip>
          </Fact>
        </Facts>
      </CardBody>
    </Card>
  );
}

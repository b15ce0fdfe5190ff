import Link from "next/link";
import { ORG_TYPE_WORDS } from "@/components/accounts/org-type-words";
import { ROLE_NAMES } from "@/components/accounts/role-words";
import { Badge } from "@/components/ui/badge";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Fact, Facts } from "@/components/ui/facts";
import { formatExact } from "@/components/ui/format-number";
import { RelativeTime } from "@/components/ui/relative-time";
import type { QpsReview } from "@/lib/qps/views";
import { LimitDates } from "./limit-dates";

type CustomerCardProps = {
  review: Pick<QpsReview, "org" | "submittedBy" | "now">;
  /** The page of the organization that the reader may open. */
  orgHref: string;
};

/** Who asks, and what speaks for or against it. */
export function CustomerCard({ review, orgHref }: CustomerCardProps) {
  const { org, submittedBy, now } = review;
  const { contract, abuseFlags } = org;
  return (
    <Card>
      <CardHeader title="Customer" />
      <CardBody>
        <Facts>
          <Fact name="Organization">
            <Link className="break-words underline-offset-4 hover:underline" prefetch={false} href={orgHref}>
              <bdi>{org.name}</bdi>
            </Link>
            , {ORG_TYPE_WORDS[org.type].toLowerCase()}
            {org.isSuspended ? (
              <Badge tone="danger" className="ml-2">
                Suspended
              </Badge>
            ) : null}
          </Fact>
          <Fact name="Sent by">
            {submittedBy === null ? (
              "a former account"
            ) : (
              <>
                <bdi>{submittedBy.name}</bdi>
                {submittedBy.role === null
                  ? ", not a member any more"
                  : `, ${ROLE_NAMES[submittedBy.role].toLowerCase()}`}
                <span className="block break-all text-ink-muted">{submittedBy.email}</span>
              </>
            )}
          </Fact>
          <Fact name="Limit now">
            {now === null ? (
              <span className="text-ink-muted">
                none: the key is gone, or cannot call this class any more
              </span>
            ) : (
              <>
                {formatExact(now.qps)} QPS
                {now.ownQps !== null && now.ownQps < now.agreed
                  ? `, lowered by the customer from ${formatExact(now.agreed)}`
                  : ""}
              </>
            )}
          </Fact>
          <Fact name="Contract">
            {contract === null ? (
              <span className="text-ink-muted">none in force</span>
            ) : (
              <>
                {contract.reference}
                <span className="block text-ink-muted">
                  <LimitDates from={contract.from} until={contract.until} />
                </span>
              </>
            )}
          </Fact>
          <Fact name="Ceiling">
            {contract?.qpsCeiling == null ? (
              <span className="text-ink-muted">none</span>
            ) : (
              `${formatExact(contract.qpsCeiling)} QPS for a key`
            )}
          </Fact>
          <Fact name="Abuse flags">
            {abuseFlags.length === 0 ? (
              <span className="text-ink-muted">none</span>
            ) : (
              <ul className="grid gap-1.5">
                {abuseFlags.map(({ id, reason, raisedAt, isAboutKey }) => (
                  <li key={id}>
                    <Badge tone="warn">{isAboutKey ? "This key" : "The organization"}</Badge>
                    <span className="block break-words">{reason}</span>
                    <span className="text-ink-muted">
                      <RelativeTime at={raisedAt} isPast />
                    </span>
                  </li>
                ))}
              </ul>
            )}
          </Fact>
        </Facts>
      </CardBody>
    </Card>
  );
}

import type { ReactNode } from "react";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { RelativeTime } from "@/components/ui/relative-time";
import type { KeyDetails } from "@/lib/keys/get";
import { LastUsed } from "./last-used";
import { ACCESS_WORDS, BILLING_WORDS } from "./words";

/** What is set on a key, and what happened to it. */
export function KeyFacts({ details }: { details: KeyDetails }) {
  return (
    <Card>
      <CardHeader title="Facts" />
      <CardBody>
        <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-2.5 text-sm">
          <Fact name="Billing type">{BILLING_WORDS[details.billingType].word}</Fact>
          <Fact name="Access">{ACCESS_WORDS[details.access].word}</Fact>
          <Fact name="In a URL">
            {details.allowQueryKey ? "Allowed as ?key=" : "Not allowed, send it in a header"}
          </Fact>
          {details.validFrom ? (
            <Fact name="Valid from">
              <RelativeTime at={details.validFrom} />
            </Fact>
          ) : null}
          <Fact name={details.status === "expired" ? "Expired" : "Expires"}>
            <RelativeTime at={details.expiresAt} />
          </Fact>
          <Fact name="Created">
            <RelativeTime at={details.createdAt} isPast /> by {details.createdBy?.name ?? "a former account"}
          </Fact>
          <Fact name="Last rotated">
            <RelativeTime at={details.lastRotatedAt} isPast />
          </Fact>
          <Fact name="Last used">
            <LastUsed at={details.lastUsedAt} ip={details.lastUsedIp} />
          </Fact>
        </dl>
      </CardBody>
    </Card>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-muted">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}

import type { ReactNode } from "react";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Fact, Facts } from "@/components/ui/facts";
import { RelativeTime } from "@/components/ui/relative-time";
import { Tag } from "@/components/ui/tag";
import type { KeyDetails } from "@/lib/keys/get";
import { LastUsed } from "./last-used";
import { ACCESS_WORDS, BILLING_WORDS } from "./words";

/** What is set on a key, and what happened to it. */
export function KeyFacts({ details, hygiene }: { details: KeyDetails; hygiene: ReactNode }) {
  return (
    <Card>
      <CardHeader title="Facts" />
      <CardBody>
        <Facts>
          <Fact name="Billing type">{BILLING_WORDS[details.billingType].word}</Fact>
          {details.tags.length > 0 ? (
            <Fact name="Tags">
              <span className="flex flex-wrap gap-1">
                {details.tags.map((tag) => (
                  <Tag key={tag} className="max-w-full">
                    <bdi className="truncate">{tag}</bdi>
                  </Tag>
                ))}
              </span>
            </Fact>
          ) : null}
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
          <Fact name="Hygiene">{hygiene}</Fact>
          {details.isProtected ? <Fact name="Deletion">Protected</Fact> : null}
          {details.note === "" ? null : (
            <Fact name="Note">
              <p dir="auto" className="whitespace-pre-wrap break-words">
                {details.note}
              </p>
            </Fact>
          )}
        </Facts>
      </CardBody>
    </Card>
  );
}

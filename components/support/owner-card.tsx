import { ORG_TYPE_WORDS } from "@/components/accounts/org-type-words";
import { ACCESS_WORDS, BILLING_WORDS } from "@/components/keys/words";
import { Badge } from "@/components/ui/badge";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { Fact, Facts } from "@/components/ui/facts";
import { RelativeTime } from "@/components/ui/relative-time";
import { TextLink } from "@/components/ui/text-link";
import type { KeyReport } from "@/lib/support/key-report";
import { supportHref } from "./support-href";

/** Whose the key is, and what is set on it. */
export function OwnerCard({ report, ticket }: { report: KeyReport; ticket: string }) {
  const { keyId, org, owner, living, facts } = report;
  return (
    <Card>
      <CardHeader title="Whose it is" />
      <CardBody>
        <Facts>
          <Fact name="Key ID">
            <Chip what="key ID" text={keyId}>
              {keyId}
            </Chip>
          </Fact>
          <Fact name="Organization">
            <TextLink prefetch={false} href={supportHref("orgs", org.id, ticket)}>
              {org.name}
            </TextLink>{" "}
            <span className="text-ink-muted">{ORG_TYPE_WORDS[org.type]}</span>
          </Fact>
          <Fact name="Created by">
            {owner === null ? (
              <span className="text-ink-muted">a former account</span>
            ) : (
              <>
                {owner.name}
                <span className="block wrap-anywhere text-ink-muted">{owner.email}</span>
                {owner.isDisabled ? <Badge tone="idle">Disabled</Badge> : null}
              </>
            )}
          </Fact>
          {living === null ? (
            <Fact name="Deleted">
              <RelativeTime at={facts.deletedAt} isPast />
            </Fact>
          ) : (
            <>
              <Fact name="Created">
                <RelativeTime at={living.details.createdAt} isPast />
              </Fact>
              <Fact name="Billing type">{BILLING_WORDS[living.details.billingType].word}</Fact>
              <Fact name="Access">{ACCESS_WORDS[living.details.access].word}</Fact>
              <Fact name="In a URL">
                {living.details.allowQueryKey ? "Allowed as ?key=" : "Not allowed, in a header only"}
              </Fact>
              {facts.validFrom === null ? null : (
                <Fact name="Valid from">
                  <RelativeTime at={facts.validFrom} />
                </Fact>
              )}
              <Fact name="Expires">
                <RelativeTime at={facts.expiresAt} />
              </Fact>
              <Fact name="Last used">
                <RelativeTime at={living.details.lastUsedAt} isPast />
                {living.details.lastUsedIp === null ? null : (
                  <span className="text-ink-muted"> from {living.details.lastUsedIp}</span>
                )}
              </Fact>
            </>
          )}
        </Facts>
      </CardBody>
    </Card>
  );
}

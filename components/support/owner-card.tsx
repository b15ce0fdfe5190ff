import Link from "next/link";
import type { ReactNode } from "react";
import { ACCESS_WORDS, BILLING_WORDS } from "@/components/keys/words";
import { Badge } from "@/components/ui/badge";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { RelativeTime } from "@/components/ui/relative-time";
import type { KeyReport } from "@/lib/support/key-report";
import { supportHref } from "./support-href";

/** Whose the key is, and what is set on it. */
export function OwnerCard({ report, ticket }: { report: KeyReport; ticket: string }) {
  const { keyId, org, owner, living, facts } = report;
  return (
    <Card>
      <CardHeader title="Whose it is" />
      <CardBody>
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-2.5 text-sm">
          <Fact name="Key ID">
            <Chip what="key ID" text={keyId}>
              {keyId}
            </Chip>
          </Fact>
          <Fact name="Organization">
            <Link
              prefetch={false}
              href={supportHref("orgs", org.id, ticket)}
              className="text-accent-ink underline underline-offset-4"
            >
              {org.name}
            </Link>{" "}
            <span className="text-ink-muted">{org.type === "enterprise" ? "Enterprise" : "Self-serve"}</span>
          </Fact>
          <Fact name="Created by">
            {owner === null ? (
              <span className="text-ink-muted">a former account</span>
            ) : (
              <>
                {owner.name} <span className="text-ink-muted break-all">{owner.email}</span>
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

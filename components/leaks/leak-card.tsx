"use client";

import Link from "next/link";
import { useState } from "react";
import { StatusBadge } from "@/components/keys/status-badge";
import { Badge } from "@/components/ui/badge";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { TextLink } from "@/components/ui/text-link";
import type { LeakReport } from "@/lib/leaks/report";
import type { Responded } from "@/lib/leaks/respond";
import { FoundPlaces } from "./found-places";
import type { LeakActions } from "./leak-actions";
import { LeakFacts } from "./leak-facts";
import { LeakVerdict } from "./leak-verdict";
import { LookOnlyNotice } from "./look-only-notice";
import { NewSecret } from "./new-secret";
import { ResponseForm } from "./response-form";
import { DONE_WORDS, responsesFor } from "./responses";
import { SecretLine } from "./secret-line";

type LeakCardProps = {
  orgSlug: string;
  report: LeakReport;
  respond: LeakActions["respond"];
  onResponded: () => void;
};

type Done = { response: keyof typeof DONE_WORDS; at: string; result: Responded };

/** One leaked key: how bad it is, what it can do, who used it, and what to do now. */
export function LeakCard({ orgSlug, report, respond, onResponded }: LeakCardProps) {
  const [done, setDone] = useState<readonly Done[]>([]);
  const { keyId, name, secrets, living } = report;
  const newest = done.findLast(({ result }) => result.secret !== null)?.result;
  return (
    <Card aria-label={`Leak of ${name}`}>
      <CardHeader
        title={
          living === null ? (
            <bdi>{name}</bdi>
          ) : (
            <Link href={`/o/${orgSlug}/keys/${keyId}`} className="underline-offset-4 hover:underline">
              <bdi>{name}</bdi>
            </Link>
          )
        }
        actions={
          living === null ? <Badge tone="idle">In the trash</Badge> : <StatusBadge status={living.status} />
        }
      />
      <CardBody className="grid gap-5">
        <LeakVerdict report={report} />
        {secrets.length > 0 ? (
          <ul className="grid gap-2">
            {secrets.map((secret) => (
              <SecretLine key={secret.id} secret={secret} />
            ))}
          </ul>
        ) : null}
        {report.findings.total > 0 ? (
          <section aria-label="Where it was found" className="grid gap-2">
            <h3 className="font-medium">Where it was found</h3>
            <FoundPlaces findings={report.findings} />
          </section>
        ) : null}
        {living === null ? null : <LeakFacts living={living} />}
        <p>
          <TextLink href={`/o/${orgSlug}/leak/${keyId}`} className="text-sm">
            See every call since it leaked, old callers and new ones
          </TextLink>
        </p>
        <ul aria-label="Done so far" className="grid gap-1 empty:hidden">
          {done.map(({ response, at }) => (
            <li key={at}>
              <Badge tone="ok">{DONE_WORDS[response]}</Badge>
            </li>
          ))}
        </ul>
        {newest?.secret && living ? (
          <NewSecret secret={newest.secret} endsAt={newest.endsAt} isKept={living.isSecretKept} />
        ) : null}
        {living === null ? null : living.canReport ? (
          <ResponseForm
            // Begins anew when something else can be done than before.
            key={responsesFor(report).join()}
            orgSlug={orgSlug}
            report={report}
            respond={respond}
            onDone={(response, result) => {
              setDone((old) => [...old, { response, result, at: `${old.length} ${response}` }]);
              onResponded();
            }}
          />
        ) : (
          <LookOnlyNotice createdBy={living.createdBy?.name ?? null} />
        )}
      </CardBody>
    </Card>
  );
}

import { Download } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { TrailName } from "@/components/frame/trail-name";
import { countryName } from "@/components/keys/country-names";
import { BlastCard } from "@/components/leaks/blast-card";
import { BlastFacts } from "@/components/leaks/blast-facts";
import { strangersSentence } from "@/components/leaks/blast-words";
import { FoundPlaces } from "@/components/leaks/found-places";
import { SinceForm } from "@/components/leaks/since-form";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { requireOrg } from "@/lib/accounts/session";
import { isDomainError } from "@/lib/errors/domain-error";
import { blastRadius } from "@/lib/leaks/blast-radius";
import { BLAST_DIMENSIONS, BlastQuery } from "@/lib/leaks/blast-radius-schemas";

export const metadata: Metadata = { title: "Calls since a leak" };

type BlastPageProps = {
  params: Promise<{ org: string; keyId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function BlastPage({ params, searchParams }: BlastPageProps) {
  const { org: slug, keyId } = await params;
  const ctx = await requireOrg(slug);
  const { since } = await searchParams;
  const asked = BlastQuery.safeParse({ keyId, since: typeof since === "string" ? since : null });
  const query = asked.data ?? BlastQuery.safeParse({ keyId }).data;
  if (query === undefined) notFound();
  const { report, fault } = await read(ctx, query);
  const strangers = strangersSentence(report.callers);
  const file = new URLSearchParams({ since: report.since });
  const log = new URLSearchParams({ key: keyId, range: "7d" });
  return (
    <>
      <TrailName id={keyId} name={report.name} />
      <PageHeader
        title={
          <>
            Calls since the leak of <bdi>{report.name}</bdi>
          </>
        }
        description="Everything that was done with the key from then on, and whether whoever did it had called before."
        actions={
          <>
            <Button asChild>
              <Link href={`/o/${slug}/analytics/requests?${log}`}>Single calls</Link>
            </Button>
            <Button asChild>
              <a href={`/api/internal/leaks/${encodeURIComponent(slug)}/${keyId}?${file}`} download>
                <Download aria-hidden="true" />
                Download CSV
              </a>
            </Button>
          </>
        }
      />
      <div className="grid gap-4">
        <Card aria-label="Since when">
          <CardBody className="pt-5">
            <SinceForm
              key={report.since}
              since={report.since}
              error={fault ?? (asked.success ? undefined : "Enter a time.")}
            />
          </CardBody>
        </Card>
        <Banner
          tone={strangers === null ? "ok" : "warn"}
          title={
            report.totals.requests === 0
              ? "Nobody has called with it since"
              : strangers === null
                ? "Nobody new has called with it"
                : `Seen for the first time: ${strangers}`
          }
        >
          {report.basis === "last_day" ? "It was never reported as leaked: this is the last day. " : ""}
          Callers are counted by the hour, so the whole hour in which it leaked is in the lists below. Seen
          before means in the 90 days before it.
        </Banner>
        <BlastFacts report={report} />
        {report.findings.total > 0 ? (
          <Card aria-label="Where it was found">
            <CardHeader title="Where it was found" />
            <CardBody className="grid gap-3">
              <FoundPlaces findings={report.findings} />
            </CardBody>
          </Card>
        ) : null}
        <div className="grid gap-4 lg:grid-cols-2 lg:[&>:last-child:nth-child(odd)]:col-span-2">
          {BLAST_DIMENSIONS.map((dimension) => (
            <BlastCard
              key={dimension}
              dimension={dimension}
              callers={report.callers}
              {...(dimension === "country" && { nameOf: countryName })}
            />
          ))}
        </div>
      </div>
    </>
  );
}

/** The report, for a time that can be looked at if the one that was asked for cannot. */
async function read(ctx: Parameters<typeof blastRadius>[0], query: BlastQuery) {
  try {
    return { report: await blastRadius(ctx, query), fault: undefined };
  } catch (error) {
    if (!isDomainError(error)) throw error;
    if (error.code === "not_found") notFound();
    if (error.code !== "invalid_input") throw error;
    return { report: await blastRadius(ctx, { ...query, since: null }), fault: error.fields?.since?.[0] };
  }
}

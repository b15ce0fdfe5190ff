"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import { ErrorState } from "@/components/ui/error-state";
import { RelativeTime } from "@/components/ui/relative-time";
import { asUsageError } from "@/components/usage/usage-error";
import { useTimeZone } from "@/components/usage/use-time-zone";
import type { SecretFacts } from "@/lib/keys/get";
import type { RotationRange, RotationReport } from "@/lib/usage/rotation-schemas";
import { adviceFor } from "./advice";
import { CallersTable } from "./callers-table";
import { CockpitSkeleton } from "./cockpit-skeleton";
import { NEW_COLOR, OLD_COLOR } from "./colors";
import { rotationQueryOptions } from "./queries";
import { SecretPanel } from "./secret-panel";
import { TrafficCard } from "./traffic-card";

type CockpitProps = {
  orgSlug: string;
  keyId: string;
  /** The zone the server's first paint went by. */
  timeZone: string;
  /** What the rest of the page shows: when the numbers tell of another state, it is loaded again. */
  version: number;
  secrets: readonly Pick<SecretFacts, "id" | "status" | "preview" | "lastUsedAt">[];
};

/** Old and new traffic side by side, renewed by itself. */
export function Cockpit({ orgSlug, keyId, timeZone, version, secrets }: CockpitProps) {
  const [range, setRange] = useState<RotationRange>("hour");
  const zone = useTimeZone(timeZone) ?? timeZone;
  const query = useQuery(rotationQueryOptions(orgSlug, keyId, { range, timeZone: zone }));
  const { data, error, isFetching, refetch } = query;
  usePageInStep(data, version, secrets);
  const failed = error === null ? null : asUsageError(error);
  const retry = (
    <Button onClick={() => void refetch()} pending={isFetching}>
      Try again
    </Button>
  );
  if (data === undefined) {
    if (failed === null) return <CockpitSkeleton />;
    return (
      <ErrorState title="The numbers could not be loaded" requestId={failed.requestId} action={retry}>
        {failed.message} Calls go on being counted in the meantime.
      </ErrorState>
    );
  }
  const previewOf = (id: string) => secrets.find((secret) => secret.id === id)?.preview;
  const { live, old, since } = data;
  return (
    <div className="grid grid-cols-1 gap-4">
      {failed ? (
        <Banner tone="warn" title="These numbers are not being renewed" action={retry}>
          As of <RelativeTime at={data.at} isPast />. {failed.message}
        </Banner>
      ) : data.behindSince ? (
        <Banner tone="warn" title="Counting is late">
          Calls made since <RelativeTime at={data.behindSince} isPast /> are kept and will be added. Do not
          judge by these numbers whether a secret is still in use.
        </Banner>
      ) : null}
      <AdviceBanner report={data} />
      <div className={cn("grid grid-cols-1 gap-4", old && "md:grid-cols-2")}>
        <SecretPanel
          title={old ? "New secret" : "Secret"}
          color={NEW_COLOR}
          preview={previewOf(live.id)}
          traffic={live}
          since={since}
        />
        {old ? (
          <SecretPanel
            title={old.status === "retired" ? "Ended secret" : "Old secret"}
            color={OLD_COLOR}
            preview={previewOf(old.id)}
            traffic={old}
            since={since}
          />
        ) : null}
      </div>
      <TrafficCard report={data} range={range} onRange={setRange} />
      {old ? <Callers report={data} isEnded={old.status === "retired"} /> : null}
    </div>
  );
}

function AdviceBanner({ report }: { report: RotationReport }) {
  const advice = adviceFor(report);
  if (advice === null) return null;
  return (
    <div aria-live="polite">
      <Banner tone={advice.tone} title={advice.title}>
        {advice.words}
      </Banner>
    </div>
  );
}

function Callers({ report, isEnded }: { report: RotationReport; isEnded: boolean }) {
  const { callers, hasMoreCallers, since } = report;
  return (
    <Card>
      <CardHeader
        title={isEnded ? "Who sent the ended secret" : "Who still uses the old secret"}
        description="From the calls that are kept one by one: the first of every minute and one in a hundred. The counts above are exact."
      />
      <CardBody>
        {callers.length === 0 ? (
          <p className="text-ink-muted">
            No call with it is kept since <RelativeTime at={since} isPast />.
          </p>
        ) : (
          <>
            <CallersTable callers={callers} />
            {hasMoreCallers ? (
              <p className="mt-2 text-ink-muted text-sm">The {callers.length} who called last are shown.</p>
            ) : null}
          </>
        )}
      </CardBody>
    </Card>
  );
}

/** Somebody else may finish, extend or rotate while this page is open; a clock may end a secret. */
function usePageInStep(
  report: RotationReport | undefined,
  version: number,
  secrets: CockpitProps["secrets"],
): void {
  const router = useRouter();
  const asked = useRef<string>(undefined);
  const seen = report && stampOf(report.version, [report.live, ...(report.old ? [report.old] : [])]);
  const shown =
    report &&
    stampOf(
      version,
      secrets.filter(({ id }) => id === report.live.id || id === report.old?.id),
    );
  useEffect(() => {
    if (seen === undefined || seen === shown || asked.current === seen) return;
    asked.current = seen;
    router.refresh();
  }, [seen, shown, router]);
}

type Told = { id: string; status: string; lastUsedAt: string | null };

/** What can be done depends on the states, and on whether the new secret was ever used. */
function stampOf(version: number, secrets: readonly Told[]): string {
  const facts = secrets.map(({ id, status, lastUsedAt }) => `${id}=${status}${lastUsedAt ? "+" : ""}`);
  return [version, ...facts.toSorted()].join(" ");
}

import { Badge } from "@/components/ui/badge";
import { Banner } from "@/components/ui/banner";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { formatExact } from "@/components/ui/format-number";
import { RelativeTime } from "@/components/ui/relative-time";
import type { ActionResult } from "@/lib/actions/result";
import type { RingOverview } from "@/lib/material/overview-schema";
import { RingInstances } from "./ring-instances";
import { RingPlaces } from "./ring-places";
import { RING_WORDS, STEP_WORDS } from "./ring-words";
import { SealAgain } from "./seal-again";

type RingCardProps = {
  ring: RingOverview;
  sealAgain: (input: { ring: RingOverview["name"] }) => Promise<ActionResult<null>>;
};

/** One of the installation's own keys: what comes next, what is under which version, and who holds which. */
export function RingCard({ ring, sealAgain }: RingCardProps) {
  const { title, about } = RING_WORDS[ring.name];
  const { badge, tone, title: next, body } = STEP_WORDS[ring.step];
  return (
    <Card>
      <CardHeader
        title={title}
        description={about}
        actions={<Badge tone={badge.tone}>{badge.label}</Badge>}
      />
      <CardBody className="grid gap-5">
        {ring.step === "rest" ? (
          <p className="max-w-prose text-ink-muted">{body(ring)}</p>
        ) : (
          <Banner
            tone={tone}
            title={next}
            action={
              ring.step === "seal" ? <SealAgain ring={ring.name} title={title} sealAgain={sealAgain} /> : null
            }
          >
            {body(ring)}
          </Banner>
        )}
        <RingPlaces ring={ring} />
        <RingInstances ring={ring} />
        {ring.run ? <LastRun run={ring.run} /> : null}
      </CardBody>
    </Card>
  );
}

function LastRun({ run }: { run: NonNullable<RingOverview["run"]> }) {
  const { toVersion, requestedBy, requestedAt, resealed, proved, failure, finishedAt } = run;
  return (
    <p className="text-ink-muted text-sm">
      {finishedAt === null ? "Asked for" : "Last asked for"} by {requestedBy}{" "}
      <RelativeTime at={requestedAt} isPast />: {formatExact(resealed)} sealed again with version {toVersion}
      {finishedAt !== null && failure === null
        ? `, ${formatExact(proved)} proved with it alone.`
        : finishedAt === null
          ? " so far."
          : `. ${failure}`}
    </p>
  );
}

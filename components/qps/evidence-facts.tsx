import { CompactNumber } from "@/components/ui/compact-number";
import { formatExact } from "@/components/ui/format-number";
import { RelativeTime } from "@/components/ui/relative-time";
import type { QpsEvidence } from "@/lib/qps/evidence-schema";
import { breachHoursWords } from "./breach-hours";

type EvidenceFactsProps = { evidence: QpsEvidence; currentQps: number };

/** What past calls tell in four numbers. */
export function EvidenceFacts({ evidence, currentQps }: EvidenceFactsProps) {
  const { calls, peak, peakAt, breaches, days, breachesByHour } = evidence;
  const daysWithBreaches = days.filter((day) => day.breaches > 0).length;
  const worst = days.reduce((most, day) => Math.max(most, day.breaches), 0);
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-4 [&_dt]:text-ink-muted [&_dt]:text-sm">
      <div>
        <dt>Limit</dt>
        <dd className="font-semibold text-xl tracking-tight tabular-nums">
          {formatExact(currentQps)} <span className="font-normal text-base text-ink-muted">QPS</span>
        </dd>
      </div>
      <div>
        <dt>Peak</dt>
        <dd className="font-semibold text-xl tracking-tight tabular-nums">
          {formatExact(peak)} <span className="font-normal text-base text-ink-muted">QPS</span>
        </dd>
        <dd className="text-ink-muted text-sm">
          {peakAt === null ? "no calls" : <RelativeTime at={peakAt} isPast />}
        </dd>
      </div>
      <div>
        <dt>QPS breaches</dt>
        <dd className="font-semibold text-xl tracking-tight">
          <CompactNumber value={breaches} />
        </dd>
        <dd className="text-ink-muted text-sm">
          of <CompactNumber value={calls} unit={calls === 1 ? "call" : "calls"} />
        </dd>
      </div>
      <div>
        <dt>A day</dt>
        <dd className="font-semibold text-xl tracking-tight">
          up to <CompactNumber value={worst} />
        </dd>
        <dd className="text-ink-muted text-sm">
          {daysWithBreaches === 0
            ? "on no day"
            : `on ${daysWithBreaches} ${daysWithBreaches === 1 ? "day" : "days"}${breachHoursWords(breachesByHour)}`}
        </dd>
      </div>
    </dl>
  );
}

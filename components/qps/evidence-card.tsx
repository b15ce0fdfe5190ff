import { Activity } from "lucide-react";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import type { QpsEvidence } from "@/lib/qps/evidence-schema";
import { EvidenceCharts } from "./evidence-charts";
import { EvidenceFacts } from "./evidence-facts";
import { spanWords } from "./what-if-words";

type EvidenceCardProps = {
  evidence: QpsEvidence;
  currentQps: number;
  wantedQps: number | null;
  /** "Your calls" for the customer, "Their calls" for staff; or as kept when it was sent. */
  title: string;
  /** What a lack of calls means here. */
  noCalls: string;
};

/** What past calls of a key in a class show: peak, breaches, when. Goes along with the request. */
export function EvidenceCard({ evidence, currentQps, wantedQps, title, noCalls }: EvidenceCardProps) {
  const span = spanWords({ from: Date.parse(evidence.from) / 1_000, to: Date.parse(evidence.to) / 1_000 });
  return (
    <Card>
      <CardHeader title={title} description={`Of this key in this class, in ${span}.`} />
      <CardBody>
        {evidence.calls === 0 ? (
          <EmptyState icon={Activity} title="No calls in that time" className="py-8">
            {noCalls}
          </EmptyState>
        ) : (
          <div className="grid gap-6">
            <EvidenceFacts evidence={evidence} currentQps={currentQps} />
            <EvidenceCharts evidence={evidence} currentQps={currentQps} wantedQps={wantedQps} />
          </div>
        )}
      </CardBody>
    </Card>
  );
}

import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { formatExact } from "@/components/ui/format-number";
import type { StoredEvidence } from "@/lib/qps/evidence-schema";
import { whatIfSentence } from "./what-if-words";

/** What the replay said when the request was sent, as both sides saw it. */
export function StoredWhatIf({ evidence }: { evidence: StoredEvidence }) {
  const { current, wanted, peak } = evidence;
  return (
    <Card>
      <CardHeader title="What if, when it was sent" />
      <CardBody>
        <p className="text-balance">
          {evidence.calls === 0
            ? "There were no calls to replay."
            : `${whatIfSentence({ ...current, isExact: true }, { ...wanted, isExact: true })} The peak was ${formatExact(peak)} QPS.`}
        </p>
      </CardBody>
    </Card>
  );
}

import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { REFUSALS } from "@/lib/edge/verdict";
import { isRefusalCode } from "@/lib/support/refusal-phrases";
import { GATE_NAMES } from "./gate-names";

/** What a refusal means and how to mend it: nothing of it is about anybody. */
export function WhyCard({ code }: { code: string }) {
  if (!isRefusalCode(code)) {
    return (
      <Card>
        <CardHeader title="Let through" />
        <CardBody className="grid gap-2">
          <p>The key was accepted and the call was passed on. The answer is the product’s own.</p>
        </CardBody>
      </Card>
    );
  }
  const { gate, status, title, meaning, mend } = REFUSALS[code];
  return (
    <Card>
      <CardHeader title={title} description={meaning} />
      <CardBody>
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-2.5 [&_dt]:text-ink-muted">
          <dt>How to mend it</dt>
          <dd>{mend}</dd>
          <dt>Code</dt>
          <dd>
            <a className="text-accent-ink underline underline-offset-4" href={`/docs/errors#${code}`}>
              <code className="font-mono text-sm">{code}</code>
            </a>
          </dd>
          <dt>Status</dt>
          <dd className="tabular-nums">{status}</dd>
          <dt>Checked at</dt>
          <dd>
            {GATE_NAMES[gate]} <span className="text-ink-muted">(gate {gate})</span>
          </dd>
        </dl>
      </CardBody>
    </Card>
  );
}

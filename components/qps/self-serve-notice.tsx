import { Gauge } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { TextLink } from "@/components/ui/text-link";

type SelfServeNoticeProps = {
  orgSlug: string;
  /** Where a key is known, its own pages. */
  keyId: string | null;
  providerName: string;
  supportEmail: string;
};

/** Why nothing can be asked for here, and what helps instead. */
export function SelfServeNotice({ orgSlug, keyId, providerName, supportEmail }: SelfServeNoticeProps) {
  return (
    <Card className="max-w-3xl">
      <CardHeader
        title={
          <span className="flex items-center gap-2.5">
            <Gauge aria-hidden="true" className="size-5 text-ink-faint" strokeWidth={1.5} />
            Your QPS comes with your plan
          </span>
        }
        description={`${providerName} agrees on another QPS for a single key with enterprise organizations only. Yours is self-serve: each product has the QPS of the plan.`}
      />
      <CardBody className="grid gap-5">
        <div>
          <h3 className="font-medium">What helps right away</h3>
          <ul className="mt-1.5 grid list-disc gap-1.5 pl-5 text-ink-muted">
            <li>
              See when calls are refused:{" "}
              <TextLink href={`/o/${orgSlug}/analytics?range=7d${keyId === null ? "" : `&key=${keyId}`}`}>
                QPS breaches in Analytics
              </TextLink>
              . A few a day from clients that try again hurt nobody.
            </li>
            <li>
              Try again when the answer says so: a refusal carries{" "}
              <code className="font-mono text-sm">Retry-After</code>.{" "}
              <TextLink href="/docs/limits">How limits work</TextLink>
            </li>
            <li>
              Keep one visitor from using up what all share: a limit for each client address
              {keyId === null ? (
                ", in a key’s settings."
              ) : (
                <>
                  , <TextLink href={`/o/${orgSlug}/keys/${keyId}/edit`}>in the key’s settings</TextLink>.
                </>
              )}
            </li>
            <li>Keep tiles and answers that do not change in a cache of yours.</li>
          </ul>
        </div>
        <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 border-line border-t pt-5">
          <p className="min-w-0 flex-1 basis-72">
            <span className="font-medium">Need more for good?</span>{" "}
            <span className="text-ink-muted">
              With a contract you ask for what you need here, with dates, and it applies by itself.
            </span>
          </p>
          <Button asChild variant="primary">
            <a href={`mailto:${supportEmail}?subject=${encodeURIComponent("A contract for more QPS")}`}>
              Ask for a contract
            </a>
          </Button>
        </div>
      </CardBody>
    </Card>
  );
}

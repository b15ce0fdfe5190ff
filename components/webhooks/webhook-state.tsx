import { Banner } from "@/components/ui/banner";
import { RelativeTime } from "@/components/ui/relative-time";
import { DISABLED_AFTER_DAYS, type WebhookItem } from "@/lib/webhooks/schemas";

/** What a reader has to know before anything else: it is disabled, or nothing arrives. */
export function WebhookState({ webhook }: { webhook: WebhookItem }) {
  const { status, disabledReason, disabledAt, failingSince } = webhook;
  if (status === "disabled") {
    return (
      <Banner tone="warn" title="This webhook is disabled">
        {disabledReason === null
          ? "Somebody of your organization disabled it "
          : `${disabledReason} It was disabled `}
        <RelativeTime at={disabledAt} isPast />. Nothing is sent to it. Enable it, then send again what did
        not arrive.
      </Banner>
    );
  }
  if (status === "failing") {
    return (
      <Banner tone="warn" title="Nothing arrives">
        The first try that failed was <RelativeTime at={failingSince} isPast />, and none has succeeded since.
        Each event is tried for three days; after {DISABLED_AFTER_DAYS} days without a single arrival the
        webhook is disabled.
      </Banner>
    );
  }
  return null;
}

import { formatExact } from "@/components/ui/format-number";
import { RelativeTime } from "@/components/ui/relative-time";

type DeletionImpactProps = {
  /** Calls that passed in the last hour. */
  callsLastHour: number;
  lastUsedAt: string | null;
  lastUsedIp: string | null;
};

/** What stops working when this key is deleted, from what was counted. */
export function DeletionImpact({ callsLastHour, lastUsedAt, lastUsedIp }: DeletionImpactProps) {
  return (
    <>
      <p>Every call with this key is refused at once, on every edge.</p>
      <p>
        {callsLastHour > 0 ? (
          <strong className="font-medium text-ink">
            {formatExact(callsLastHour)} {callsLastHour === 1 ? "call" : "calls"} in the last hour
          </strong>
        ) : (
          "No calls in the last hour"
        )}
        {lastUsedAt ? (
          <>
            , last used <RelativeTime at={lastUsedAt} />
            {lastUsedIp ? (
              <>
                {" "}
                from <span className="font-mono text-sm">{lastUsedIp}</span>
              </>
            ) : null}
          </>
        ) : (
          ", and it was never used"
        )}
        .
      </p>
    </>
  );
}

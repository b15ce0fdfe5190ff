import { Banner } from "@/components/ui/banner";
import { RelativeTime } from "@/components/ui/relative-time";
import type { LeakReport } from "@/lib/leaks/report";
import { isDangerous } from "./responses";

/** How bad it is, in a sentence. */
export function LeakVerdict({ report }: { report: LeakReport }) {
  const { secrets, living } = report;
  if (living === null) {
    return (
      <Banner tone="ok" title="Nothing works with it now">
        The key was deleted. Should it be restored, rotate it before anything else.
      </Banner>
    );
  }
  if (secrets.length > 0 && secrets.every(({ status }) => status === "retired")) {
    return (
      <Banner tone="ok" title="This secret has ended">
        Calls with it are refused, and it cannot come back. The key itself goes on with another secret.
      </Banner>
    );
  }
  if (!isDangerous(report)) {
    return (
      <Banner tone="warn" title={living.status === "expired" ? "The key has expired" : "The key is disabled"}>
        Every call is refused for now. The secret is known to others: rotate the key before it is used again.
      </Banner>
    );
  }
  const ends = secrets.find(({ status }) => status === "retiring")?.retiresAt;
  const isOnlyRetiring = secrets.length > 0 && secrets.every(({ status }) => status === "retiring");
  const guarded = living.restrictions?.ip.mode === "enforce" && living.restrictions.ip.allow.length > 0;
  return (
    <Banner
      tone="danger"
      title={guarded ? "It works now, from the allowed addresses" : "It works now, for whoever has it"}
    >
      {isOnlyRetiring && ends ? (
        <>
          It is being replaced and ends <RelativeTime at={ends} />.
        </>
      ) : guarded ? (
        "Calls from other addresses are refused. Rotate it when your clients can move."
      ) : (
        "Act first, find out how it happened afterwards."
      )}
    </Banner>
  );
}

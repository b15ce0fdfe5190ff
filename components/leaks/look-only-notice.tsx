import { Banner } from "@/components/ui/banner";

/** For who can find a leaked key and do nothing about it. */
export function LookOnlyNotice({ createdBy }: { createdBy: string | null }) {
  return (
    <Banner tone="warn" title="Tell somebody who can act">
      <p>
        Your role can look, not act, and nobody has been told.{" "}
        {createdBy === null
          ? "Ask an admin of your organization."
          : `Ask ${createdBy}, who created this key, or an admin of your organization.`}
      </p>
    </Banner>
  );
}

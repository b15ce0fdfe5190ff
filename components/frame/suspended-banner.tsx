import { CircleAlert } from "lucide-react";
import { RelativeTime } from "@/components/ui/relative-time";

type SuspendedBannerProps = {
  org: { id: string; name: string };
  suspension: { at: string; reason: string };
  supportEmail: string;
};

/** Above every page of a suspended organization: what stands still, why, and whom to write to. */
export function SuspendedBanner({ org, suspension, supportEmail }: SuspendedBannerProps) {
  const subject = encodeURIComponent(`${org.name} (${org.id}) is suspended`);
  return (
    <aside
      aria-label="Suspension"
      className="flex gap-2.5 border-line border-b bg-danger-soft px-4 py-2.5 sm:px-6 lg:px-8"
    >
      <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-danger-ink" />
      <div className="min-w-0">
        <p className="font-medium">{org.name} is suspended: every call with any of its keys is refused.</p>
        <p className="break-words">
          {suspension.reason} (<RelativeTime at={suspension.at} isPast />){" "}
          <a href={`mailto:${supportEmail}?subject=${subject}`} className="underline underline-offset-2">
            Write to {supportEmail}
          </a>
        </p>
      </div>
    </aside>
  );
}

import { BellRing } from "lucide-react";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

type AlertsEmptyProps = { orgSlug: string; isNarrowed: boolean };

/** What stands in place of a list without alerts. */
export function AlertsEmpty({ orgSlug, isNarrowed }: AlertsEmptyProps) {
  if (isNarrowed) {
    return (
      <EmptyState
        icon={BellRing}
        title="No alerts like these"
        action={
          <Button asChild>
            <Link href={`/o/${orgSlug}/alerts`}>Show open alerts</Link>
          </Button>
        }
      >
        Another view, kind or key may hold what you look for.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={BellRing}
      title="Nothing waits for you"
      action={
        <Button asChild>
          <Link href={`/o/${orgSlug}/alerts/rules`}>See what is watched</Link>
        </Button>
      }
    >
      Every call is watched. A quota that is nearly used, many more calls or errors than usual, silence, or a
      caller that a key never had appear here within minutes.
    </EmptyState>
  );
}

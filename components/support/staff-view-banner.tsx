"use client";

import { Eye } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { notify } from "@/components/ui/notify";
import { RelativeTime } from "@/components/ui/relative-time";
import { useNow } from "@/components/ui/use-now";
import type { ActionResult } from "@/lib/actions/result";
import { supportHref } from "./support-href";

type StaffViewBannerProps = {
  org: { id: string; name: string };
  /** `expiresAt` is ISO 8601. */
  view: { ticket: string; expiresAt: string };
  end: (input: Record<string, never>) => Promise<ActionResult<unknown>>;
};

/** Below every page, always in sight, while staff look at a customer's dashboard: whose it is, for which ticket, how long, and the way out. */
export function StaffViewBanner({ org, view: { ticket, expiresAt }, end }: StaffViewBannerProps) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const isOver = useNow() >= Date.parse(expiresAt);
  // What is over is left by itself: the page would go on showing what may not be seen any more.
  useEffect(() => {
    if (isOver) router.replace(supportHref("orgs", org.id, ticket));
  }, [isOver, org.id, ticket, router]);
  const leave = () =>
    startTransition(async () => {
      const result = await end({});
      if (result.ok) router.push(supportHref("orgs", org.id, ticket));
      else notify.failed(result.error);
    });
  return (
    <aside
      aria-label="Viewing as customer"
      className="print:hidden sticky bottom-0 z-30 flex flex-wrap items-center justify-center gap-x-4 gap-y-1.5 border-line border-t bg-info-soft px-4 py-2 text-sm"
    >
      <p className="flex min-w-0 items-center gap-2">
        <Eye aria-hidden="true" className="size-4 shrink-0 text-info-ink" />
        <span>
          <span className="font-medium">You see {org.name} as a viewer.</span> Read only, ticket {ticket},
          ends <RelativeTime at={expiresAt} />.
        </span>
      </p>
      <Button size="sm" pending={pending} onClick={leave}>
        Stop viewing
      </Button>
    </aside>
  );
}

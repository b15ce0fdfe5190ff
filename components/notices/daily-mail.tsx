"use client";

import { useRouter } from "next/navigation";
import { useOptimistic, useTransition } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { notify } from "@/components/ui/notify";
import type { ActionResult } from "@/lib/actions/result";
import type { DailyMailChoice } from "@/lib/notices/schemas";

type DailyMailProps = {
  isDaily: boolean;
  choose: (choice: DailyMailChoice) => Promise<ActionResult<null>>;
};

/** One mail of alerts a day in place of one each; kept at once. */
export function DailyMail({ isDaily, choose }: DailyMailProps) {
  const router = useRouter();
  const [, startTransition] = useTransition();
  const [shown, showNow] = useOptimistic(isDaily);
  const change = (next: boolean) =>
    startTransition(async () => {
      showNow(next);
      const result = await choose({ isDaily: next });
      if (!result.ok) notify.failed(result.error);
      router.refresh();
    });
  return (
    <div className="mt-6 max-w-3xl">
      <Checkbox
        checked={shown}
        onCheckedChange={(checked) => change(checked === true)}
        label={<span className="font-medium">One mail of alerts a day</span>}
        help="What the watch over your keys finds is mailed together, at 07:00 UTC. The dashboard shows it at once either way. Everything else is mailed when it happens."
      />
    </div>
  );
}

"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { notify } from "@/components/ui/notify";
import type { ActionResult } from "@/lib/actions/result";

type MeasureButtonProps = { measure: (input: Record<never, never>) => Promise<ActionResult<null>> };

/** Every edge answers within milliseconds; the page is asked for after that. */
const ANSWERED_AFTER_MS = 400;

/** Has every edge measure how long a change takes to reach it. */
export function MeasureButton({ measure }: MeasureButtonProps) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const ask = () =>
    startTransition(async () => {
      const result = await measure({});
      if (!result.ok) {
        notify.failed(result.error);
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, ANSWERED_AFTER_MS));
      router.refresh();
    });
  return (
    <Button pending={pending} onClick={ask}>
      Measure propagation
    </Button>
  );
}

"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { notify } from "@/components/ui/notify";
import type { ActionResult } from "@/lib/actions/result";
import type { RingOverview } from "@/lib/material/overview-schema";

type SealAgainProps = {
  ring: RingOverview["name"];
  title: string;
  sealAgain: (input: { ring: RingOverview["name"] }) => Promise<ActionResult<null>>;
};

export function SealAgain({ ring, title, sealAgain }: SealAgainProps) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const ask = () =>
    startTransition(async () => {
      const result = await sealAgain({ ring });
      if (!result.ok) notify.failed(result.error);
      router.refresh();
    });
  return (
    <Button variant="primary" size="sm" pending={pending} onClick={ask} aria-label={`Seal again: ${title}`}>
      Seal again
    </Button>
  );
}

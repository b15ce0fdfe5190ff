"use client";

import { usePathname, useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { DateTimeField } from "@/components/ui/date-time-field";

/** Since when the secret was in the wrong hands: the report's one question. */
export function SinceForm({ since, error }: { since: string | null; error?: string | undefined }) {
  const router = useRouter();
  const pathname = usePathname();
  const [value, setValue] = useState(since);
  const [pending, startTransition] = useTransition();
  return (
    <form
      className="flex flex-wrap items-start gap-x-3 gap-y-2"
      onSubmit={(event) => {
        event.preventDefault();
        const query = value === null ? "" : `?since=${encodeURIComponent(value)}`;
        startTransition(() => router.push(`${pathname}${query}`));
      }}
    >
      <DateTimeField
        label="Leaked at"
        value={value}
        onValueChange={setValue}
        none="Since it was first reported, or for a day."
        error={error}
      />
      {/* Beside the field, below its label. */}
      <Button type="submit" className="sm:mt-6.5" pending={pending}>
        Show calls since then
      </Button>
    </form>
  );
}

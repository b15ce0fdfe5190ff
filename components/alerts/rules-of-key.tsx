"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import type { KeyChoice } from "@/components/frame/key-search";
import { KeyPicker } from "@/components/qps/key-picker";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";

type RulesOfKeyProps = { orgSlug: string; chosen: KeyChoice | null; recent: readonly KeyChoice[] };

/** Whose rules are shown: the organization's, or one key's. */
export function RulesOfKey({ orgSlug, chosen, recent }: RulesOfKeyProps) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const open = (keyId: string | null) =>
    startTransition(() => {
      router.push(`/o/${orgSlug}/alerts/rules${keyId === null ? "" : `?key=${keyId}`}`);
    });
  return (
    <div aria-busy={pending} className="mb-6 flex max-w-3xl flex-wrap items-end gap-3">
      <Field label="Rules of one key" className="min-w-0 flex-1 basis-64 sm:max-w-80">
        <KeyPicker orgSlug={orgSlug} value={chosen} onValueChange={({ id }) => open(id)} recent={recent} />
      </Field>
      {chosen === null ? null : <Button onClick={() => open(null)}>Show the organization’s rules</Button>}
    </div>
  );
}

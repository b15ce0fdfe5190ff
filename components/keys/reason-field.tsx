"use client";

import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";

type ReasonFieldProps = { value: string; onChange: (reason: string) => void; help?: string };

/** Why something is done: asked for, never demanded. */
export function ReasonField({ value, onChange, help = "Kept in the audit log." }: ReasonFieldProps) {
  return (
    <Field label="Reason" optional help={help}>
      <Textarea rows={2} maxLength={500} value={value} onChange={(event) => onChange(event.target.value)} />
    </Field>
  );
}

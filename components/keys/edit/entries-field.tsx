"use client";

import { type ReactNode, useEffect, useState } from "react";
import { type Control, type FieldPath, useController } from "react-hook-form";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import type { EditValues } from "./edit-values";
import { type EntryKind, entryFaults } from "./entry-faults";

type EntriesFieldProps = {
  control: Control<EditValues>;
  name: FieldPath<EditValues> & `${EntryKind}.${"allow" | "deny"}`;
  label: string;
  help: ReactNode;
  placeholder: string;
};

const PAUSE_MS = 800;

/** A list typed with commas; each entry is checked as soon as it is finished, and a wrong one is named. */
export function EntriesField({ control, name, label, help, placeholder }: EntriesFieldProps) {
  const { field, fieldState } = useController({ control, name });
  const [isTyping, setTyping] = useState(false);
  // After a pause, never on leaving the field: a sentence that appears then moves away what a finger is on its way to.
  useEffect(() => {
    if (!isTyping) return;
    const timer = setTimeout(() => setTyping(false), PAUSE_MS);
    return () => clearTimeout(timer);
  });
  const faults = entryFaults(name.split(".")[0] as EntryKind, field.value, isTyping);
  // What the server said stays until the list is changed; what is wrong right now is said at once.
  const error = faults.length > 0 ? faults.join(" ") : fieldState.error?.message;
  return (
    <Field label={label} help={help} error={error}>
      <Textarea
        {...field}
        rows={1}
        className="font-mono text-sm"
        placeholder={placeholder}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        onChange={(event) => {
          setTyping(true);
          field.onChange(event);
        }}
      />
    </Field>
  );
}

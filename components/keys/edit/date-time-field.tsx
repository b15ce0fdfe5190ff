"use client";

import { X } from "lucide-react";
import { type ReactNode, useSyncExternalStore } from "react";
import { type Control, useController } from "react-hook-form";
import { Field } from "@/components/ui/field";
import { formatAbsolute } from "@/components/ui/format-time";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import type { EditValues } from "./edit-values";

type DateTimeFieldProps = {
  control: Control<EditValues>;
  name: "validFrom" | "expiresAt";
  label: string;
  /** What no time means: "Never". */
  none: string;
  help: ReactNode;
};

const never = () => () => {};

/** A moment, chosen on the viewer's own clock and kept as UTC. */
export function DateTimeField({ control, name, label, none, help }: DateTimeFieldProps) {
  const { field, fieldState } = useController({ control, name });
  // The server does not know the viewer's zone: the time appears with the script.
  const zone = useSyncExternalStore(
    never,
    () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    () => null,
  );
  const at = field.value === null ? null : Date.parse(field.value);
  return (
    <Field
      label={label}
      error={fieldState.error?.message}
      help={
        at === null || zone === null ? (
          none
        ) : (
          <>
            {help} On your clock ({zone}), which is {formatAbsolute(at, "UTC")}.
          </>
        )
      }
    >
      <span className="flex items-center gap-1">
        <Input
          ref={field.ref}
          type="datetime-local"
          value={at === null || zone === null ? "" : localText(at)}
          onChange={({ target: { value } }) => field.onChange(value === "" ? null : instantOf(value))}
          onBlur={field.onBlur}
        />
        {at === null ? null : (
          <IconButton icon={X} label={`Remove “${label}”`} size="sm" onClick={() => field.onChange(null)} />
        )}
      </span>
    </Field>
  );
}

function instantOf(text: string): string | null {
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}

function localText(at: number): string {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, "0");
  const year = String(date.getFullYear()).padStart(4, "0");
  return `${year}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

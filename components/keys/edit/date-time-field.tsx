"use client";

import { X } from "lucide-react";
import { type ReactNode, useSyncExternalStore } from "react";
import { type Control, useController } from "react-hook-form";
import { Button } from "@/components/ui/button";
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
  /** The last moment that can be chosen, ISO 8601. */
  latest?: string | null;
  /** Times a click away, in days from now. */
  choicesDays?: readonly number[];
};

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

const never = () => () => {};

/** A moment, chosen on the viewer's own clock and kept as UTC. */
export function DateTimeField({
  control,
  name,
  label,
  none,
  help,
  latest = null,
  choicesDays = [],
}: DateTimeFieldProps) {
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
      {choicesDays.length > 0 ? (
        <span className="flex flex-wrap gap-1.5">
          {choicesDays.map((days) => (
            <Button
              key={days}
              size="sm"
              variant="ghost"
              onClick={() => field.onChange(afterDays(days, latest))}
            >
              {days === 365 ? "In one year" : `In ${days} days`}
            </Button>
          ))}
        </span>
      ) : null}
    </Field>
  );
}

/** From now, to the minute as the field shows it, and no later than the latest. */
function afterDays(days: number, latest: string | null): string {
  const at = Math.floor((Date.now() + days * DAY_MS) / MINUTE_MS) * MINUTE_MS;
  return new Date(latest === null ? at : Math.min(at, Date.parse(latest))).toISOString();
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

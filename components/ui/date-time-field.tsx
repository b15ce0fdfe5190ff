"use client";

import { X } from "lucide-react";
import { type ReactNode, type Ref, useSyncExternalStore } from "react";
import { Button } from "./button";
import { Field } from "./field";
import { formatAbsolute } from "./format-time";
import { IconButton } from "./icon-button";
import { Input } from "./input";

type DateTimeFieldProps = {
  /** ISO 8601; `null`: no time. */
  value: string | null;
  onValueChange: (value: string | null) => void;
  label: string;
  /** What no time means: "Never". */
  none: string;
  help?: ReactNode;
  error?: string | undefined;
  optional?: boolean;
  /** The last moment that can be chosen a click away, ISO 8601. */
  latest?: string | null;
  /** Times a click away, in days from now. */
  choicesDays?: readonly number[];
  onBlur?: () => void;
  ref?: Ref<HTMLInputElement>;
};

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

const never = () => () => {};

/** A moment, chosen on the viewer's own clock and kept as UTC. */
export function DateTimeField({
  value,
  onValueChange,
  label,
  none,
  help,
  error,
  optional = false,
  latest = null,
  choicesDays = [],
  onBlur,
  ref,
}: DateTimeFieldProps) {
  // The server does not know the viewer's zone: the time appears with the script.
  const zone = useSyncExternalStore(
    never,
    () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    () => null,
  );
  const at = value === null ? null : Date.parse(value);
  return (
    <Field
      label={label}
      error={error}
      optional={optional}
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
          ref={ref}
          type="datetime-local"
          value={at === null || zone === null ? "" : localText(at)}
          onChange={({ target }) => onValueChange(target.value === "" ? null : instantOf(target.value))}
          onBlur={onBlur}
        />
        {at === null ? null : (
          <IconButton icon={X} label={`Remove “${label}”`} size="sm" onClick={() => onValueChange(null)} />
        )}
      </span>
      {choicesDays.length > 0 ? (
        <span className="flex flex-wrap gap-1.5">
          {choicesDays.map((days) => (
            <Button
              key={days}
              size="sm"
              variant="ghost"
              onClick={() => onValueChange(afterDays(days, latest))}
            >
              {choiceText(days)}
            </Button>
          ))}
        </span>
      ) : null}
    </Field>
  );
}

function choiceText(days: number): string {
  if (days === 365) return "In one year";
  return days === 1 ? "Tomorrow" : `In ${days} days`;
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

"use client";

import { entryFaults } from "@/components/keys/edit/entry-faults";
import { entriesOf } from "@/components/keys/edit/entry-list";
import { Badge } from "@/components/ui/badge";
import { Checkbox } from "@/components/ui/checkbox";
import { CompactNumber } from "@/components/ui/compact-number";
import { Field } from "@/components/ui/field";
import { RelativeTime } from "@/components/ui/relative-time";
import { Segmented } from "@/components/ui/segmented";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { Textarea } from "@/components/ui/textarea";
import { ADDRESSES_MAX } from "@/lib/leaks/terms";
import type { Caller } from "@/lib/usage/callers";

const WINDOWS = [
  { value: "1", label: "hour" },
  { value: "24", label: "day" },
  { value: "168", label: "week" },
] as const;
type WindowHours = (typeof WINDOWS)[number]["value"];

/** Which addresses are to keep the key. */
export type Addresses = {
  ticked: ReadonlySet<string>;
  /** Typed, beside those that were seen. */
  more: string;
  /** Who was first seen within so many hours is not ticked by itself. */
  window: WindowHours;
  now: number;
  isWrong: boolean;
};

/** Ticks who was there before the last day: a stranger who found the key is likely new. */
export function firstAddresses(callers: readonly Caller[], now: number): Addresses {
  return { ticked: settled(callers, "24", now), more: "", window: "24", now, isWrong: false };
}

export function chosenAddresses({ ticked, more }: Addresses): string[] {
  return [...new Set([...ticked, ...entriesOf(more)])];
}

function isNew({ firstHour }: Caller, window: WindowHours, now: number): boolean {
  // Times are starts of hours: the whole hour in which the window begins counts as new.
  return Date.parse(firstHour) > now - (Number(window) + 1) * 3_600_000;
}

function settled(callers: readonly Caller[], window: WindowHours, now: number): Set<string> {
  return new Set(callers.filter((caller) => !isNew(caller, window, now)).map(({ value }) => value));
}

type AddressesFieldProps = {
  callers: readonly Caller[];
  value: Addresses;
  onChange: (value: Addresses) => void;
};

/** The addresses a key was called from, to keep or to leave out, and room for more. */
export function AddressesField({ callers, value, onChange }: AddressesFieldProps) {
  const { ticked, more, window, now } = value;
  const count = chosenAddresses(value).length;
  const faults = entryFaults("ip", more, false);
  const tooMany = count > ADDRESSES_MAX ? `List at most ${ADDRESSES_MAX} entries.` : undefined;
  const toggle = (address: string, isTicked: boolean) => {
    const next = new Set(ticked);
    if (isTicked) next.add(address);
    else next.delete(address);
    onChange({ ...value, ticked: next });
  };
  return (
    <div className="grid gap-4">
      {callers.length === 0 ? (
        <p className="text-ink-muted text-sm">
          No address was recorded in the last 30 days: list the addresses yourself.
        </p>
      ) : (
        <>
          <div className="flex flex-wrap items-center gap-x-3 gap-y-2 text-sm">
            <span className="text-ink-muted">Leave out who is new since the last</span>
            <Segmented
              aria-label="New since the last"
              options={WINDOWS}
              value={window}
              onValueChange={(chosen) =>
                onChange({ ...value, window: chosen, ticked: settled(callers, chosen, now) })
              }
            />
          </div>
          <Table
            label="Addresses seen in 30 days"
            density="compact"
            boxClassName="max-h-80"
            className="whitespace-nowrap"
          >
            <TableHead>
              <TableRow>
                <TableHeader className="w-8">
                  <span className="sr-only">Keep</span>
                </TableHeader>
                <TableHeader>Address</TableHeader>
                <TableHeader align="right">Calls</TableHeader>
                <TableHeader>First seen</TableHeader>
                <TableHeader>Last seen</TableHeader>
              </TableRow>
            </TableHead>
            <TableBody>
              {callers.map((caller) => (
                <TableRow key={caller.value}>
                  <TableCell>
                    <Checkbox
                      aria-label={`Keep ${caller.value}`}
                      checked={ticked.has(caller.value)}
                      onCheckedChange={(checked) => toggle(caller.value, checked === true)}
                    />
                  </TableCell>
                  <TableCell className="font-mono text-xs">{caller.value}</TableCell>
                  <TableCell align="right" className="tabular-nums">
                    <CompactNumber value={caller.requests} />
                  </TableCell>
                  <TableCell>
                    <span className="inline-flex items-center gap-2">
                      <RelativeTime at={caller.firstHour} isPast />
                      {isNew(caller, window, now) ? <Badge tone="warn">New</Badge> : null}
                    </span>
                  </TableCell>
                  <TableCell>
                    <RelativeTime at={caller.lastHour} isPast />
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </>
      )}
      <Field
        label={callers.length === 0 ? "Addresses and networks" : "Further addresses and networks"}
        optional={callers.length > 0}
        help={`${count === 1 ? "1 address" : `${count} addresses`} will be allowed; calls from any other are refused.`}
        error={[...faults, tooMany].filter((fault) => fault !== undefined).join(" ") || undefined}
      >
        <Textarea
          rows={1}
          className="font-mono text-sm"
          placeholder="192.0.2.7, 198.51.100.0/24"
          autoComplete="off"
          spellCheck={false}
          value={more}
          onChange={(event) =>
            onChange({
              ...value,
              more: event.target.value,
              isWrong: entryFaults("ip", event.target.value, false).length > 0,
            })
          }
        />
      </Field>
    </div>
  );
}

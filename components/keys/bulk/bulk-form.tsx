"use client";

import { Checkbox } from "@/components/ui/checkbox";
import { Combobox } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import type { BulkVerb } from "@/lib/keys/bulk/schemas";
import { DayToggles } from "../edit/day-toggles";
import { zoneOptions } from "../edit/zone-options";
import { OverlapField } from "../overlap-field";
import { ReasonField } from "../reason-field";
import { MODE_WORDS, RESTRICTION_WORDS } from "../restriction-words";
import type { BulkOptions } from "./bulk-options";

type BulkFormProps = {
  verb: BulkVerb;
  options: BulkOptions;
  onChange: (options: BulkOptions) => void;
  overlapCapHours: number;
};

/** What an operation on many keys still has to be told. */
export function BulkForm({ verb, options, onChange, overlapCapHours }: BulkFormProps) {
  const set = (changed: Partial<BulkOptions>) => onChange({ ...options, ...changed });
  return (
    <>
      {verb === "rotate" ? (
        <>
          <OverlapField
            value={options.overlap}
            onChange={(overlap) => set({ overlap })}
            capHours={overlapCapHours}
          />
          <Checkbox
            checked={options.endsRetiring}
            onCheckedChange={(checked) => set({ endsRetiring: checked === true })}
            label="End the old secrets of rotations under way now"
            help="Otherwise keys that are being rotated are left out."
          />
        </>
      ) : null}
      {verb === "restrict" ? <RestrictFields options={options} set={set} /> : null}
      <ReasonField value={options.reason} onChange={(reason) => set({ reason })} />
    </>
  );
}

const KINDS = ["domain", "ip", "userAgent", "country", "hours"] as const;
const KIND_OPTIONS = KINDS.map((kind) => ({ value: kind, label: RESTRICTION_WORDS[kind].word }));
const HOW_OPTIONS = [
  { value: "add", label: "Add to what is there" },
  { value: "replace", label: "Replace" },
] as const;

const EXAMPLES = {
  domain: "www.example.com, *.example.com",
  ip: "192.0.2.7, 198.51.100.0/24",
  userAgent: "FleetApp/*",
  country: "DE, NL",
} as const;

type RestrictFieldsProps = { options: BulkOptions; set: (changed: Partial<BulkOptions>) => void };

function RestrictFields({ options, set }: RestrictFieldsProps) {
  const { kind, how, mode } = options;
  const modes = (
    how === "add" ? (["enforce", "observe"] as const) : (["enforce", "observe", "off"] as const)
  ).map((value) => ({ value, label: MODE_WORDS[value].word }));
  return (
    <>
      <div className="flex flex-wrap items-end gap-3">
        <Field label="Restriction" className="w-44">
          <Select
            options={KIND_OPTIONS}
            value={kind}
            onValueChange={(value) =>
              set({ kind: KINDS.find((one) => one === value) ?? "domain", allow: "", deny: "" })
            }
          />
        </Field>
        <Segmented
          aria-label="How"
          options={HOW_OPTIONS}
          value={how}
          onValueChange={(next) =>
            set({ how: next, ...(next === "add" && mode === "off" ? { mode: "enforce" } : {}) })
          }
        />
        <Segmented
          aria-label="Mode"
          options={modes}
          value={mode}
          onValueChange={(next) => set({ mode: next })}
        />
      </div>
      {how === "add" ? (
        <p className="text-ink-muted text-sm">
          A restriction that is on keeps its mode; one that is off gets this one.
        </p>
      ) : null}
      {kind === "hours" ? (
        <HoursFields options={options} set={set} />
      ) : (
        <EntryFields kind={kind} options={options} set={set} />
      )}
    </>
  );
}

type EntryFieldsProps = RestrictFieldsProps & { kind: keyof typeof EXAMPLES };

function EntryFields({ kind, options, set }: EntryFieldsProps) {
  return (
    <>
      <EntriesField
        label="Allowed"
        help="Separated by commas."
        example={EXAMPLES[kind]}
        value={options.allow}
        onChange={(allow) => set({ allow })}
      />
      {kind === "domain" ? (
        <Checkbox
          checked={options.allowMissing}
          onCheckedChange={(checked) => set({ allowMissing: checked === true })}
          label="Allow calls without Origin"
          help="Calls of servers and apps name no site."
        />
      ) : (
        <EntriesField
          label="Denied"
          help="Wins over what is allowed."
          example={EXAMPLES[kind]}
          value={options.deny}
          onChange={(deny) => set({ deny })}
        />
      )}
      {kind === "userAgent" ? (
        <Checkbox
          checked={options.denyKnownBots}
          onCheckedChange={(checked) => set({ denyKnownBots: checked === true })}
          label="Deny known bots"
        />
      ) : null}
    </>
  );
}

type EntriesFieldProps = {
  label: string;
  help: string;
  example: string;
  value: string;
  onChange: (text: string) => void;
};

/** Entries of a list, as they are typed. */
function EntriesField({ label, help, example, value, onChange }: EntriesFieldProps) {
  return (
    <Field label={label} help={help}>
      <Textarea
        rows={1}
        className="font-mono text-sm"
        placeholder={example}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  );
}

function HoursFields({ options, set }: RestrictFieldsProps) {
  return (
    <>
      <Field label="Time zone" help="By whose clocks the window is told." className="max-w-sm">
        <Combobox
          options={zoneOptions(options.zone)}
          value={options.zone}
          onValueChange={(zone) => set({ zone })}
          searchLabel="Search time zones"
        />
      </Field>
      <Field label="Open" group help="A window may cross midnight.">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
          <DayToggles value={options.days} onChange={(days) => set({ days })} />
          <div className="flex items-center gap-2">
            <Input
              type="time"
              aria-label="From"
              className="w-32"
              value={options.from}
              onChange={(event) => set({ from: event.target.value })}
            />
            <span aria-hidden="true">–</span>
            <Input
              type="time"
              aria-label="To"
              className="w-32"
              value={options.to}
              onChange={(event) => set({ to: event.target.value })}
            />
          </div>
        </div>
      </Field>
    </>
  );
}

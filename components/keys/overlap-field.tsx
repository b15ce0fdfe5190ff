"use client";

import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Radio, RadioGroup } from "@/components/ui/radio-group";
import { OVERLAP_CHOICES_HOURS } from "@/lib/keys/terms";

/** When an old secret is to end, as a form holds it. */
export type Overlap = {
  /** Hours, or `custom`. */
  choice: string;
  customHours: string;
  fromFirstUse: boolean;
};

const CUSTOM = "custom";

/** The hours that were chosen; `null` while what was typed is no whole number of hours within the cap. */
export function overlapHours({ choice, customHours }: Overlap, capHours: number): number | null {
  const text = choice === CUSTOM ? customHours.trim() : choice;
  if (!/^\d{1,4}$/.test(text)) return null;
  const hours = Number(text);
  return hours <= capHours ? hours : null;
}

type OverlapFieldProps = { value: Overlap; onChange: (value: Overlap) => void; capHours: number };

/** When the old secret ends: at once, after some hours, or some hours after the new one's first use. */
export function OverlapField({ value, onChange, capHours }: OverlapFieldProps) {
  const choices = OVERLAP_CHOICES_HOURS.filter((hours) => hours <= capHours);
  const isWrong =
    value.choice === CUSTOM && value.customHours !== "" && overlapHours(value, capHours) === null;
  return (
    <div className="grid gap-4">
      <Field
        label={
          value.fromFirstUse ? "After the new secret’s first use, the old one ends" : "The old secret ends"
        }
        group
      >
        <RadioGroup
          className="grid-cols-2 gap-y-2.5 sm:grid-cols-3"
          value={value.choice}
          onValueChange={(choice) => onChange({ ...value, choice })}
        >
          {choices.map((hours) => (
            <Radio key={hours} value={String(hours)} label={endsAfter(hours, value)} />
          ))}
          <Radio value={CUSTOM} label="At a custom time" />
        </RadioGroup>
      </Field>
      {value.choice === CUSTOM ? (
        <Field
          label="Hours"
          help={isWrong ? null : `Whole hours, up to ${capHours}.`}
          error={isWrong ? `Enter a whole number from 0 to ${capHours}.` : undefined}
        >
          <Input
            className="w-28"
            inputMode="numeric"
            autoComplete="off"
            value={value.customHours}
            onChange={(event) => onChange({ ...value, customHours: event.target.value })}
          />
        </Field>
      ) : null}
      <Checkbox
        checked={value.fromFirstUse}
        onCheckedChange={(checked) => onChange({ ...value, fromFirstUse: checked === true })}
        label="Count from the first use of the new secret"
        help={`The old one ends ${inHours(capHours)} from now at the latest, even if the new one is never used.`}
      />
    </div>
  );
}

function endsAfter(hours: number, { fromFirstUse }: Overlap): string {
  if (hours === 0) return fromFirstUse ? "At once" : "Now";
  return fromFirstUse ? `${inHours(hours)} later` : `In ${inHours(hours)}`;
}

function inHours(hours: number): string {
  return hours === 1 ? "1 hour" : `${hours} hours`;
}

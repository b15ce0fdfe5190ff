import { type Control, Controller } from "react-hook-form";
import { Checkbox } from "@/components/ui/checkbox";
import { FormField } from "@/components/ui/form-field";
import { Input } from "@/components/ui/input";
import { Radio, RadioGroup } from "@/components/ui/radio-group";
import type { LeakPolicy } from "@/lib/leak-intake/schemas";
import type { FormPolicies, PolicyValues } from "./policy-values";
import { LEAK_POLICY_WORDS, TOKEN_LEAK_WORDS } from "./policy-words";

const LEAK_RESPONSES = Object.keys(LEAK_POLICY_WORDS) as LeakPolicy[];

type FlagName = {
  [K in keyof PolicyValues]: PolicyValues[K] extends boolean ? K : never;
}[keyof PolicyValues];
type NumberName = Exclude<keyof PolicyValues, FlagName | "leakResponse">;
type Of<Name> = {
  control: Control<PolicyValues, unknown, FormPolicies>;
  name: Name;
  label: string;
  help: string;
};

/** A policy that is on or off. */
export function PolicyChoice({ control, name, label, help }: Of<FlagName>) {
  return (
    <Controller
      control={control}
      name={name}
      render={({ field: { value, onChange, onBlur, ref }, fieldState: { error } }) => (
        <div className="grid gap-1">
          <Checkbox
            ref={ref}
            checked={value}
            onCheckedChange={(next) => onChange(next === true)}
            onBlur={onBlur}
            aria-invalid={error !== undefined}
            label={<span className="font-medium">{label}</span>}
            help={help}
          />
          <div aria-live="polite" className="contents">
            {error ? <p className="pl-6.5 text-danger-ink text-sm">{error.message}</p> : null}
          </div>
        </div>
      )}
    />
  );
}

/** What happens by itself when a leaked secret is reported. */
export function LeakChoice({ control }: Pick<Of<"leakResponse">, "control">) {
  return (
    <FormField control={control} name="leakResponse" label="At once" help={TOKEN_LEAK_WORDS} group>
      {({ value, onChange }) => (
        <RadioGroup
          value={value}
          onValueChange={(next) => onChange(LEAK_RESPONSES.find((one) => one === next))}
        >
          {LEAK_RESPONSES.map((one) => (
            <Radio
              key={one}
              value={one}
              label={LEAK_POLICY_WORDS[one].word}
              help={LEAK_POLICY_WORDS[one].help}
            />
          ))}
        </RadioGroup>
      )}
    </FormField>
  );
}

/** A policy that is a number; empty is none. */
export function PolicyNumber({
  control,
  name,
  label,
  help,
  unit,
  className = "",
}: Of<NumberName> & { unit: string; className?: string }) {
  return (
    <FormField control={control} name={name} label={label} help={help} className={className}>
      {(field) => (
        <div className="flex items-center gap-2">
          <Input inputMode="numeric" autoComplete="off" className="w-28" {...field} />
          <span className="text-ink-muted">{unit}</span>
        </div>
      )}
    </FormField>
  );
}

import { type Control, Controller } from "react-hook-form";
import { Checkbox } from "@/components/ui/checkbox";
import { FormField } from "@/components/ui/form-field";
import { Input } from "@/components/ui/input";
import type { FormPolicies, PolicyValues } from "./policy-values";

type FlagName = {
  [K in keyof PolicyValues]: PolicyValues[K] extends boolean ? K : never;
}[keyof PolicyValues];
type NumberName = Exclude<keyof PolicyValues, FlagName>;
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

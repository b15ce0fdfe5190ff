"use client";

import type { ReactNode } from "react";
import { type Control, type FieldPath, type FieldValues, useController } from "react-hook-form";
import { Field } from "@/components/ui/field";
import { NumberInput } from "@/components/ui/number-input";

type FormNumberProps<In extends FieldValues, Out> = {
  control: Control<In, unknown, Out>;
  name: FieldPath<In>;
  label: ReactNode;
  help?: ReactNode;
  /** What an empty field means; without it a number has to be given. */
  none?: string;
  /** Says so beside the label; left out: where the field can be empty. */
  optional?: boolean;
  className?: string;
};

/** A whole number of a form; empty is `null`. */
export function FormNumber<In extends FieldValues, Out>({
  control,
  name,
  none,
  optional = none !== undefined,
  label,
  help,
  className,
}: FormNumberProps<In, Out>) {
  const { field, fieldState } = useController({ control, name });
  return (
    <Field
      label={label}
      help={help}
      error={fieldState.error?.message}
      optional={optional}
      {...(className !== undefined && { className })}
    >
      <NumberInput
        ref={field.ref}
        name={field.name}
        {...(none !== undefined && { placeholder: none })}
        value={typeof field.value === "number" && !Number.isNaN(field.value) ? String(field.value) : ""}
        onChange={({ target }) => field.onChange(numberIn(target.value))}
        onBlur={field.onBlur}
      />
    </Field>
  );
}

/** What is no digit cannot be typed. */
function numberIn(text: string): number | null {
  const digits = text.replace(/\D/g, "").slice(0, 15);
  return digits === "" ? null : Number(digits);
}

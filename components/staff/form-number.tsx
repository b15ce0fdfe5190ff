"use client";

import type { ReactNode } from "react";
import { type Control, type FieldPath, type FieldValues, useController } from "react-hook-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

type FormNumberProps<In extends FieldValues, Out> = {
  control: Control<In, unknown, Out>;
  name: FieldPath<In>;
  label: ReactNode;
  help?: ReactNode;
  /** What an empty field means; without it a number has to be given. */
  none?: string;
  className?: string;
};

/** A whole number of a form; empty is `null`. */
export function FormNumber<In extends FieldValues, Out>({
  control,
  name,
  none,
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
      optional={none !== undefined}
      {...(className !== undefined && { className })}
    >
      <Input
        ref={field.ref}
        name={field.name}
        inputMode="numeric"
        autoComplete="off"
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

"use client";

import type { ReactNode } from "react";
import { type Control, type FieldPath, type FieldValues, useController } from "react-hook-form";
import { DateTimeField } from "@/components/ui/date-time-field";

type FormTimeProps<In extends FieldValues, Out> = {
  control: Control<In, unknown, Out>;
  name: FieldPath<In>;
  label: string;
  /** What no time means. */
  none: string;
  help?: ReactNode;
  choicesDays?: readonly number[];
};

/** A `DateTimeField` bound to a form's value: ISO 8601, or `null`. */
export function FormTime<In extends FieldValues, Out>({ control, name, ...rest }: FormTimeProps<In, Out>) {
  const { field, fieldState } = useController({ control, name });
  return (
    <DateTimeField
      ref={field.ref}
      value={field.value}
      onValueChange={field.onChange}
      onBlur={field.onBlur}
      error={fieldState.error?.message}
      optional
      {...rest}
    />
  );
}

"use client";

import type { ComponentProps } from "react";
import { type Control, type FieldPath, type FieldValues, useController } from "react-hook-form";
import { DateTimeField } from "./date-time-field";

type Bound = "value" | "onValueChange" | "onBlur" | "error" | "ref";

type FormTimeProps<In extends FieldValues, Out> = Omit<ComponentProps<typeof DateTimeField>, Bound> & {
  control: Control<In, unknown, Out>;
  name: FieldPath<In>;
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
      {...rest}
    />
  );
}

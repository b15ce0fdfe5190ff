"use client";

import type { ReactElement, ReactNode } from "react";
import {
  type Control,
  type ControllerRenderProps,
  type FieldPath,
  type FieldValues,
  useController,
} from "react-hook-form";
import { Field } from "./field";

type FormFieldProps<In extends FieldValues, Out, Name extends FieldPath<In>> = {
  control: Control<In, unknown, Out>;
  name: Name;
  label: ReactNode;
  help?: ReactNode;
  required?: boolean;
  optional?: boolean;
  group?: boolean;
  className?: string;
  /** Draws the control from react-hook-form's `field`. */
  children: (field: ControllerRenderProps<In, Name>) => ReactElement;
};

/** A `Field` bound to a form's value; the error comes from the schema or the server. */
export function FormField<In extends FieldValues, Out, Name extends FieldPath<In>>({
  control,
  name,
  children,
  ...rest
}: FormFieldProps<In, Out, Name>) {
  const { field, fieldState } = useController({ control, name });
  return (
    <Field error={fieldState.error?.message} {...rest}>
      {children(field)}
    </Field>
  );
}

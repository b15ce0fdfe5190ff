"use client";

import type { ReactNode } from "react";
import { type Control, useController } from "react-hook-form";
import { DateTimeField } from "@/components/ui/date-time-field";
import type { EditValues } from "./edit-values";

type KeyTimeFieldProps = {
  control: Control<EditValues>;
  name: "validFrom" | "expiresAt";
  label: string;
  none: string;
  help: ReactNode;
  latest?: string | null;
  choicesDays?: readonly number[];
};

/** When a key begins or ends to work. */
export function KeyTimeField({ control, name, ...rest }: KeyTimeFieldProps) {
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

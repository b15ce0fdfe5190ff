"use client";

import { createContext, useContext } from "react";

export type FieldContextValue = {
  id: string;
  labelId: string;
  describedBy: string | undefined;
  invalid: boolean;
  required: boolean;
};

export const FieldContext = createContext<FieldContextValue | null>(null);

type Wiring = {
  id?: string | undefined;
  "aria-describedby"?: string | undefined;
  "aria-invalid"?: React.AriaAttributes["aria-invalid"];
  required?: boolean | undefined;
};

/** What a control inside a `Field` must carry, so that label, help and error belong to it. Own props win. */
export function useFieldWiring(own: Wiring = {}): Wiring & { "aria-required"?: true } {
  const field = useContext(FieldContext);
  if (!field) return own;
  return {
    id: own.id ?? field.id,
    "aria-describedby": own["aria-describedby"] ?? field.describedBy,
    "aria-invalid": own["aria-invalid"] ?? (field.invalid || undefined),
    ...(field.required && { "aria-required": true }),
  };
}

/** For controls that are not labelable elements (groups, listboxes): the id of the visible label. */
export function useFieldLabelId(): string | undefined {
  return useContext(FieldContext)?.labelId;
}

"use client";

import { type FieldValues, type UseFormProps, type UseFormReturn, useForm } from "react-hook-form";
import type { z } from "zod";

/** `useZodForm` for a form that is a page's own: its schema, and zod, come with the first check and not with the page. */
export function useLateZodForm<In extends FieldValues, Out extends FieldValues>(
  fetchSchema: () => Promise<z.ZodType<Out, In>>,
  options: Omit<UseFormProps<In, unknown, Out>, "resolver">,
): UseFormReturn<In, unknown, Out> {
  return useForm<In, unknown, Out>({
    mode: "onSubmit",
    ...options,
    resolver: async (...check) => {
      const [{ zodResolver }, schema] = await Promise.all([import("@hookform/resolvers/zod"), fetchSchema()]);
      return zodResolver<In, unknown, Out>(schema)(...check);
    },
  });
}

"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { type FieldValues, type UseFormProps, type UseFormReturn, useForm } from "react-hook-form";
import type { z } from "zod";

type ZodFormSchema<In extends FieldValues, Out extends FieldValues> = z.ZodType<Out, In>;

/**
 * react-hook-form checked by one of the domains' schemas: first on submit, then at every change of a wrong field.
 *
 * Never on leaving a field: an error that appears under a finger on its way to a link moves the link away.
 */
export function useZodForm<In extends FieldValues, Out extends FieldValues>(
  schema: ZodFormSchema<In, Out>,
  options: Omit<UseFormProps<In, unknown, Out>, "resolver">,
): UseFormReturn<In, unknown, Out> {
  return useForm<In, unknown, Out>({ mode: "onSubmit", ...options, resolver: zodResolver(schema) });
}

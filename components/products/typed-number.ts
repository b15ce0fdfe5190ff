import { z } from "zod";

/** A whole number as it is typed, held to what a domain's own schema says of it. */
export function typedNumber(number: z.ZodType<number, number>) {
  return z
    .string()
    .trim()
    .transform((text, context): number => {
      const parsed = number.safeParse(/^\d{1,15}$/.test(text) ? Number(text) : Number.NaN);
      if (parsed.success) return parsed.data;
      context.addIssue(parsed.error.issues[0]?.message ?? "Enter a whole number.");
      return z.NEVER;
    });
}

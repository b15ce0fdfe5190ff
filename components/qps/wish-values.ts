import { z } from "zod";
import { QpsWish } from "@/lib/qps/schemas";

const Digits = z.string().trim().regex(/^\d+$/, "Enter a whole number.").transform(Number);

/** What stands in the form, as typed; checked by the domain's own schema. */
export const WishForm = z
  .object({
    keyId: z.string(),
    classId: z.string().min(1, "Choose a product and class."),
    wantedQps: Digits,
    from: z.string().nullable(),
    until: z.string().nullable(),
    reason: z.string(),
    expectedPeak: z
      .string()
      .trim()
      .transform((typed, check) => {
        if (typed === "") return null;
        if (/^\d+$/.test(typed)) return Number(typed);
        check.addIssue({ code: "custom", message: "Enter a whole number, or leave it empty." });
        return z.NEVER;
      }),
    contact: z.string(),
  })
  .transform((typed): z.input<typeof QpsWish> => typed)
  .pipe(QpsWish);
export type WishValues = z.input<typeof WishForm>;

import { z } from "zod";
import { QpsPolicy } from "@/lib/qps/schemas";

const Whole = z.string().trim().regex(/^\d+$/, "Enter a whole number.").transform(Number);

/** The policy as it stands in its form: numbers as typed, an empty one is none. */
export const PolicyForm = z
  .object({
    answerWithinHours: Whole,
    twoReviewersAbove: z.union([z.literal("").transform(() => null), Whole], {
      error: "Enter a whole number, or leave it empty.",
    }),
    isAutoOn: z.boolean(),
    maxFactor: z
      .string()
      .trim()
      .regex(/^\d+(\.\d+)?$/, "Enter a number.")
      .transform(Number),
  })
  .transform(
    ({ isAutoOn, maxFactor, ...rest }): z.input<typeof QpsPolicy> => ({
      ...rest,
      autoApprove: { isOn: isAutoOn, maxFactor },
    }),
  )
  .pipe(QpsPolicy);
export type PolicyValues = z.input<typeof PolicyForm>;

/** A policy as its form starts with. */
export function policyValues({ answerWithinHours, twoReviewersAbove, autoApprove }: QpsPolicy): PolicyValues {
  return {
    answerWithinHours: String(answerWithinHours),
    twoReviewersAbove: twoReviewersAbove === null ? "" : String(twoReviewersAbove),
    isAutoOn: autoApprove.isOn,
    maxFactor: String(autoApprove.maxFactor),
  };
}

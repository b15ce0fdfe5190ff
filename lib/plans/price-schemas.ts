import { z } from "zod";
import { LIMIT_VALUE_MAX } from "@/lib/limits/schemas";
import { isId } from "@/lib/std/id";
import { EditPlanInput } from "./schemas";

/** A million of the currency for 1,000 transactions. */
const PRICE_MAX_MICROS = 1_000_000_000_000;

/** What setting a plan's price list takes: all of it anew, and the version of the plan it was read at. */
export const SetPricesInput = z.strictObject({
  planId: EditPlanInput.shape.planId,
  version: EditPlanInput.shape.version,
  /** ISO 4217; `null`: no price list. */
  currency: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z]{3}$/, "Use a currency's three letters, EUR say.")
    .nullable(),
  /** A class that is left out has no price. */
  prices: z
    .array(
      z.strictObject({
        classId: z.string().refine((id) => isId("endpointClass", id), "This is not an endpoint class."),
        /** Millionths of the currency for 1,000 transactions. */
        perThousandMicros: z.int("Enter an amount.").min(0).max(PRICE_MAX_MICROS, "This is too much."),
        /** Transactions of a month that cost nothing, of the whole organization. */
        included: z.int("Enter a whole number.").min(0).max(LIMIT_VALUE_MAX, "This is too much."),
      }),
    )
    .max(500)
    .refine((rows) => new Set(rows.map(({ classId }) => classId)).size === rows.length, "Each class once."),
});
export type SetPricesInput = z.output<typeof SetPricesInput>;

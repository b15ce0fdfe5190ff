import { z } from "zod";
import type { PlanPrices } from "@/lib/plans/find-prices";
import type { PlanClass } from "@/lib/plans/list-classes";
import { SetPricesInput } from "@/lib/plans/price-schemas";
import { amountOf, microsOf } from "@/lib/std/money";

const { shape } = SetPricesInput;
const PriceRow = shape.prices.element.shape;

/** An amount as it is typed; empty is `null`. */
const Amount = z.string().transform((text, context): number | null => {
  if (text.trim() === "") return null;
  const micros = microsOf(text);
  const parsed = PriceRow.perThousandMicros.safeParse(micros);
  if (parsed.success) return parsed.data;
  context.addIssue(micros === null ? "Enter an amount, 0.42 say." : "This is too much.");
  return z.NEVER;
});

/** The form of a price list: every endpoint class has a place, empty where it has no price. */
export const PricesForm = z
  .object({
    currency: z
      .string()
      .transform((text) => (text.trim() === "" ? null : text))
      .pipe(shape.currency),
    rows: z.array(
      z.object({
        classId: z.string(),
        price: Amount,
        included: PriceRow.included.nullable(),
      }),
    ),
  })
  .refine(({ currency, rows }) => currency !== null || rows.every(({ price }) => price === null), {
    path: ["currency"],
    message: "Say in which currency these prices are.",
  });
export type PricesValues = z.input<typeof PricesForm>;
export type PricesWish = z.output<typeof PricesForm>;

/** What the form begins with. */
export function priceValues({ currency, prices }: PlanPrices, classes: readonly PlanClass[]): PricesValues {
  return {
    currency: currency ?? "",
    rows: classes.map(({ classId }) => {
      const price = prices.find((one) => one.classId === classId);
      return {
        classId,
        price: price === undefined ? "" : amountOf(price.perThousandMicros),
        included: price === undefined || price.included === 0 ? null : price.included,
      };
    }),
  };
}

/** What is sent: the classes that have a price. */
export function priceRows({ rows }: PricesWish): SetPricesInput["prices"] {
  return rows.flatMap(({ classId, price, included }) =>
    price === null ? [] : [{ classId, perThousandMicros: price, included: included ?? 0 }],
  );
}

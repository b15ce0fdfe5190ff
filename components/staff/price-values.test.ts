import { expect, test } from "vitest";
import { PricesForm, priceRows, priceValues } from "./price-values";

const classes = ["a", "b"].map((id) => ({
  classId: `cls_${id.repeat(22)}`,
  className: id,
  productName: "Map",
  defaultQps: 5,
}));
const stored = {
  currency: "EUR",
  prices: [{ classId: classes[0]?.classId ?? "", perThousandMicros: 420_000, included: 50_000 }],
};

test("a price list that is opened and saved is the same, and classes without a price are left out", () => {
  const values = priceValues(stored, classes);
  expect(values.rows.map(({ price }) => price)).toEqual(["0.42", ""]);
  const wish = PricesForm.parse(values);
  expect(wish.currency).toBe("EUR");
  expect(priceRows(wish)).toEqual(stored.prices);
});

test("no currency is no price list, and a price without a currency is refused at the currency", () => {
  const empty = PricesForm.parse(priceValues({ currency: null, prices: [] }, classes));
  expect([empty.currency, priceRows(empty)]).toEqual([null, []]);
  const faulty = PricesForm.safeParse({ ...priceValues(stored, classes), currency: " " });
  expect(faulty.error?.issues.map(({ path }) => path)).toEqual([["currency"]]);
});

test("what is no amount is refused where it stands", () => {
  const values = priceValues(stored, classes);
  const faulty = PricesForm.safeParse({
    ...values,
    rows: values.rows.map((row) => ({ ...row, price: "a few" })),
  });
  expect(faulty.error?.issues[0]).toMatchObject({
    path: ["rows", 0, "price"],
    message: "Enter an amount, 0.42 say.",
  });
});

import { expect, test } from "vitest";
import { newId } from "@/lib/std/id";
import { faultsByField, newProductValues, ProductForm, type ProductValues } from "./product-values";

const values = (over: Partial<ProductValues> = {}): ProductValues => {
  const base = newProductValues(newId("upstream"), 4);
  const [first] = base.classes;
  if (first === undefined) throw new Error("no class");
  return {
    ...base,
    slug: "maps",
    name: "Maps",
    classes: [{ ...first, paths: "/maps/{rest+}\n\n /maps2 " }],
    ...over,
  };
};

test("what is typed becomes the verb's input: numbers, lines and names of headers", () => {
  const input = ProductForm.parse(values({ answerHeaders: "X-Cost, x-total\n", bodyLimitBytes: " 5000 " }));
  expect(input).toMatchObject({
    bodyLimitBytes: 5000,
    answerHeaders: ["x-cost", "x-total"],
    position: 4,
    classes: [{ defaultQps: 5, paths: ["/maps/{rest+}", "/maps2"] }],
  });
});

test.each<[Partial<ProductValues>, string, string]>([
  [{ bodyLimitBytes: "many" }, "bodyLimitBytes", "Enter a whole number."],
  [{ bodyLimitBytes: "1.5" }, "bodyLimitBytes", "Enter a whole number."],
  [{ bodyLimitBytes: "99999999" }, "bodyLimitBytes", "Use at most 10,000,000."],
  [{ answerHeaders: "x-a, b d:" }, "answerHeaders", "Name 3: This is not the name of a header field."],
  [{ slug: "Maps" }, "slug", "Use lower-case letters, digits and single hyphens."],
  [{ classes: [] }, "classes", "Add an endpoint class. Without one no call is of this product."],
])("%j is told at %s: %s", (over, field, sentence) => {
  const [issue] = ProductForm.safeParse(values(over)).error?.issues ?? [];
  expect([issue?.path.join("."), issue?.message]).toEqual([field, sentence]);
});

test("what the server says of a path is told at the list, with its line", () => {
  expect(
    faultsByField({
      "classes.1.paths.0": ["A tie."],
      "classes.1.paths.3": ["Not a path."],
      name: ["Enter a name."],
    }),
  ).toEqual([
    ["classes.1.paths", "Line 1: A tie. Line 4: Not a path."],
    ["name", "Enter a name."],
  ]);
});

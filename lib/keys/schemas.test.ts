import { expect, test } from "vitest";
import { newId } from "@/lib/std/id";
import { CreateKeyInput } from "./create-schema";
import { ListKeysInput } from "./list-schema";
import { KeyName, SearchText } from "./schemas";
import { BILLING_TYPES, BILLING_TYPES_OF_ORG } from "./terms";

const input = { name: "Tiles", products: [{ productId: newId("product") }], billingType: "paying" };

test("a name is kept byte for byte when it is accepted", () => {
  for (const name of [
    "<script>alert(1)</script>",
    "'; DROP TABLE key; --",
    "100% _under_ \\back",
    "{{7*7}} $(id) #{1}",
    "Ω≈ç√∫ 田中さん العربية",
    "👩‍👩‍👧‍👦 family",
    "e\u0301 not normalized",
    "null",
    "../../etc/passwd",
    "=1+1",
    "a\u00a0b",
    "x".repeat(80),
  ])
    expect(KeyName.parse(name)).toBe(name);
});

test("a name that cannot be shown on one line, or not be told from another, is refused with words that mend it", () => {
  for (const name of [
    "",
    " padded ",
    "nul\u0000byte",
    "line\nbreak",
    "para\u2029graph",
    "spoof\u202egnp.exe",
    "\u2066isolate",
    "\u200b\u200d",
    "lone \ud800 surrogate",
    "x".repeat(81),
  ]) {
    const result = KeyName.safeParse(name);
    expect(result.success, JSON.stringify(name)).toBe(false);
    expect(result.error?.issues[0]?.message).toMatch(/^[A-Z].*\.$/);
  }
});

test("a secret pasted as a name is refused", () => {
  expect(KeyName.safeParse(`kw_${"a".repeat(49)}`).success).toBe(false);
});

test("columns that are not inputs are refused, not ignored", () => {
  for (const extra of [
    "id",
    "orgId",
    "createdById",
    "disabledAt",
    "deletedAt",
    "version",
    "secret",
    "lookup",
  ])
    expect(CreateKeyInput.safeParse({ ...input, [extra]: "x" }).success, extra).toBe(false);
});

test("a product named twice is refused, and so is none", () => {
  const product = { productId: newId("product") };
  expect(CreateKeyInput.safeParse({ ...input, products: [product, product] }).success).toBe(false);
  expect(CreateKeyInput.safeParse({ ...input, products: [] }).success).toBe(false);
});

test("a page holds 1 to 100 keys", () => {
  expect(ListKeysInput.parse({}).limit).toBe(50);
  for (const limit of [0, 101, 1.5, Number.NaN])
    expect(ListKeysInput.safeParse({ limit }).success).toBe(false);
});

test("each billing type belongs to exactly one type of organization", () => {
  const { enterprise, self_serve } = BILLING_TYPES_OF_ORG;
  expect([...enterprise, ...self_serve].sort()).toEqual([...BILLING_TYPES].sort());
});

test("a search never holds more of a secret than its preview, wherever in the text it was pasted", () => {
  const secret = `kw_4fT2${"x".repeat(41)}9aQx`;
  for (const typed of [
    secret,
    ` ${secret} `,
    `curl 'http://x/map?key=${secret}&a=b'`,
    `${secret} ${secret}`,
  ]) {
    expect(SearchText.parse(typed)).toBe("kw_4fT2…9aQx");
    expect(ListKeysInput.parse({ q: typed }).q).toBe("kw_4fT2…9aQx");
  }
  expect(SearchText.parse("plain name ")).toBe("plain name ");
});

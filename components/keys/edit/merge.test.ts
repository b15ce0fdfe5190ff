import { expect, test } from "vitest";
import { EditKeyInput } from "@/lib/keys/edit-schema";
import { Restrictions } from "@/lib/keys/restrictions-schema";
import { newId } from "@/lib/std/id";
import { type EditableKey, type EditValues, inputOf, valuesOf } from "./edit-values";
import { faultsByField, nested } from "./faults";
import { changedSections, mergeOf, withSections } from "./merge";
import { sectionText } from "./section-text";

const [maps, tiles, other] = [newId("product"), newId("endpointClass"), newId("endpointClass")];
const CATALOG = [
  {
    id: maps,
    name: "Maps",
    description: "",
    isSample: false,
    classes: [
      { id: tiles, name: "Tiles", defaultQps: 20, paths: [] },
      { id: other, name: "Other", defaultQps: 5, paths: [] },
    ],
  },
];
const KEY: EditableKey = {
  id: newId("key"),
  version: 3,
  name: "Fleet",
  billingType: "paying",
  tags: ["fleet", "eu"],
  note: "One.\nTwo.",
  isProtected: true,
  rotateEveryDays: 90,
  access: "write",
  queryKey: { isSet: true, isAllowedByOrg: true },
  validFrom: null,
  expiresAt: "2026-12-31T00:00:00.000Z",
  products: [{ id: maps, classIds: [] }],
  restrictions: Restrictions.parse({
    domain: { mode: "enforce", allow: ["a.example", "b.example"] },
    hours: {
      mode: "observe",
      zone: "Europe/Berlin",
      windows: [{ days: ["mon"], from: "18:00", to: "24:00" }],
    },
  }),
  limits: [
    { kind: "qps", unit: "requests", classId: tiles, value: 7, source: "customer" },
    { kind: "day", unit: "bytes", classId: other, value: 9, source: "customer" },
    { kind: "concurrency", unit: "requests", classId: other, value: 2, source: "customer" },
    { kind: "month", unit: "requests", classId: null, value: 5000, source: "customer" },
    { kind: "hour", unit: "requests", classId: null, value: 100, source: "customer" },
    { kind: "month", unit: "requests", classId: null, value: 90000, source: "contract" },
    { kind: "concurrency", unit: "requests", classId: null, value: 4, source: "customer" },
    { kind: "qps", unit: "requests", classId: null, value: 90, source: "contract" },
  ],
};
const START = valuesOf(KEY);
const edited = (over: Partial<EditValues>): EditValues => ({ ...valuesOf(KEY), ...over });

test("a form nobody touched saves what the key has, limits that it does not show included, and no contract", () => {
  expect(EditKeyInput.parse(inputOf(START, KEY, CATALOG))).toMatchObject({
    keyId: KEY.id,
    version: 3,
    name: "Fleet",
    billingType: "paying",
    tags: ["fleet", "eu"],
    note: "One.\nTwo.",
    isProtected: true,
    rotateEveryDays: 90,
    products: [{ productId: maps, classIds: [] }],
    expiresAt: KEY.expiresAt,
    restrictions: KEY.restrictions,
    limits: [
      { kind: "qps", classId: tiles, value: 7 },
      { kind: "concurrency", unit: "requests", classId: null, value: 4 },
      { kind: "hour", unit: "requests", classId: null, value: 100 },
      { kind: "month", unit: "requests", classId: null, value: 5000 },
      { kind: "day", unit: "bytes", classId: other, value: 9 },
      { kind: "concurrency", unit: "requests", classId: other, value: 2 },
    ],
  });
});

test("a lowered QPS goes with the class that is taken away", () => {
  const input = inputOf(edited({ products: [{ productId: maps, classIds: [other] }] }), KEY, CATALOG);
  expect(input.limits?.map(({ kind }) => kind)).toEqual([
    "concurrency",
    "hour",
    "month",
    "day",
    "concurrency",
  ]);
});

test("sentences land at the field they are about", () => {
  const input = inputOf(edited({ qps: { [tiles]: "many" } }), KEY, CATALOG);
  const faults = faultsByField(
    [
      { path: "restrictions.domain.allow.1", message: '"x": no.' },
      { path: "restrictions.domain.allow", message: "Public." },
      { path: "restrictions.hours.windows.0.to", message: "Empty." },
      { path: "limits.0.value", message: "Too many." },
      { path: "limits.1.value", message: "Too many at once." },
      { path: "limits.3.value", message: "Too many a month." },
      { path: "limits.4.classId", message: "Not for this class." },
      { path: "limits.5.value", message: "Elsewhere." },
      { path: "tags.1", message: "Too long." },
    ],
    input,
  );
  expect(Object.fromEntries(faults)).toEqual({
    "domain.allow": '"x": no. Public.',
    "hours.windows": "Window 1: Empty.",
    [`qps.${tiles}`]: "Too many.",
    concurrency: "Too many at once.",
    "quotas.1.value": "Too many a month.",
    "quotas.2.value": "Not for this class.",
    tags: '"eu": Too long.',
    root: "Elsewhere.",
  });
  expect(nested(faults)).toMatchObject({
    domain: { allow: { message: '"x": no. Public.' } },
    quotas: { 1: { value: { message: "Too many a month." } } },
    root: { server: { message: "Elsewhere." } },
  });
});

test("what is typed otherwise and means the same is no change", () => {
  const same = edited({
    domain: { ...START.domain, allow: "a.example,\n b.example" },
    qps: { [other]: " ", [tiles]: "7" },
    tags: "fleet,eu,",
    quotas: START.quotas.toReversed(),
    concurrency: "4 ",
  });
  expect(changedSections(START, same)).toEqual([]);
  expect(changedSections(START, edited({ name: "Other", access: "read" }))).toEqual(["name", "access"]);
});

test("of what somebody else saved, the untouched is taken and the rest is for a person to choose", () => {
  const mine = edited({ name: "Mine", access: "read" });
  const theirs = edited({ name: "Theirs", access: "read", expiresAt: null });
  expect(mergeOf(START, mine, theirs)).toEqual({ taken: ["expiresAt"], conflicts: ["name"] });
  const merged = withSections(mine, theirs, ["expiresAt"]);
  expect(merged).toMatchObject({ name: "Mine", access: "read", expiresAt: null });
  // Based on theirs, only my own part is still to be saved.
  expect(changedSections(theirs, merged)).toEqual(["name"]);
});

test("a quota without a number is refused at its row, not taken for none", () => {
  const said = inputOf(
    edited({ quotas: [{ period: "day", unit: "requests", classId: null, value: " " }] }),
    KEY,
    CATALOG,
  );
  const faults = EditKeyInput.safeParse(said).error?.issues.map(({ path, message }) => ({
    path: path.join("."),
    message,
  }));
  expect([...faultsByField(faults ?? [], said).keys()]).toEqual(["quotas.0.value"]);
});

test("a quota of another class is another quota, and a comparison names the class", () => {
  const quotas = START.quotas.map((quota) => ({ ...quota, classId: tiles }));
  expect(changedSections(START, edited({ quotas }))).toEqual(["quotas"]);
  expect(sectionText("quotas", START, CATALOG, String)).toBe(
    "100 requests per hour, 5000 requests per month, 9 bytes per day of Maps, Other",
  );
});

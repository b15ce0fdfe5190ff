import { expect, test } from "vitest";
import { staffTrailOf, trailOf } from "./trail";

const UNNAMED = new Map<string, string>();
const org = { slug: "acme", name: "Acme Logistics" };

test("the trail names the organization, the place and the thing", () => {
  expect(trailOf("/o/acme/keys/key_4fT2abcdefghijklmn9aQx", org, UNNAMED)).toEqual([
    { label: "Acme Logistics", href: "/o/acme/keys" },
    { label: "Keys", href: "/o/acme/keys" },
    { label: "key_4fT2…9aQx", href: "/o/acme/keys/key_4fT2abcdefghijklmn9aQx" },
  ]);
});

test("a step that is no ID is spelled out", () => {
  expect(trailOf("/o/acme/keys/new", org, UNNAMED).at(-1)?.label).toBe("Create key");
  expect(trailOf("/o/acme/requests/new", org, UNNAMED).at(-1)?.label).toBe("New request");
});

test("a segment that is not valid percent-encoding is shown as it is", () => {
  expect(trailOf("/o/acme/keys/%zz", org, UNNAMED).at(-1)?.label).toBe("%zz");
});

test("the trail of the staff console begins at its overview", () => {
  expect(staffTrailOf("/staff", UNNAMED)).toEqual([{ label: "Console", href: "/staff" }]);
  expect(staffTrailOf("/staff/anything/org_4fT2abcdefghijklmn9aQx", UNNAMED).map(({ href }) => href)).toEqual(
    ["/staff", "/staff/anything", "/staff/anything/org_4fT2abcdefghijklmn9aQx"],
  );
});

test("a trail of the staff leaves out parts of a path that lead nowhere", () => {
  const trail = staffTrailOf("/staff/support/keys/key_0123456789012345678901", UNNAMED);
  expect(trail.map(({ href }) => href)).toEqual([
    "/staff",
    "/staff/support",
    "/staff/support/keys/key_0123456789012345678901",
  ]);
});

test("a thing of the staff is called by its name as soon as that is known, also above the pages below it", () => {
  const path = "/staff/plans/pln_4fT2abcdefghijklmn9aQx/prices";
  const labels = (names: ReadonlyMap<string, string>) => staffTrailOf(path, names).map(({ label }) => label);
  expect(labels(UNNAMED)).toEqual(["Console", "Plans", "pln_4fT2…9aQx", "Price list"]);
  const names = new Map([["pln_4fT2abcdefghijklmn9aQx", "Growth"]]);
  expect(labels(names)).toEqual(["Console", "Plans", "Growth", "Price list"]);
});

import { expect, test } from "vitest";
import { staffTrailOf, trailOf } from "./trail";

const org = { slug: "acme", name: "Acme Logistics" };

test("the trail names the organization, the place and the thing", () => {
  expect(trailOf("/o/acme/keys/key_4fT2abcdefghijklmn9aQx", org)).toEqual([
    { label: "Acme Logistics", href: "/o/acme/keys" },
    { label: "Keys", href: "/o/acme/keys" },
    { label: "key_4fT2…9aQx", href: "/o/acme/keys/key_4fT2abcdefghijklmn9aQx" },
  ]);
});

test("a step that is no ID is spelled out", () => {
  expect(trailOf("/o/acme/keys/new", org).at(-1)?.label).toBe("Create key");
  expect(trailOf("/o/acme/requests/new", org).at(-1)?.label).toBe("New request");
});

test("a segment that is not valid percent-encoding is shown as it is", () => {
  expect(trailOf("/o/acme/keys/%zz", org).at(-1)?.label).toBe("%zz");
});

test("the trail of the staff console begins at its overview", () => {
  expect(staffTrailOf("/staff")).toEqual([{ label: "Console", href: "/staff" }]);
  expect(staffTrailOf("/staff/anything/org_4fT2abcdefghijklmn9aQx").map(({ href }) => href)).toEqual([
    "/staff",
    "/staff/anything",
    "/staff/anything/org_4fT2abcdefghijklmn9aQx",
  ]);
});

test("a trail of the staff leaves out parts of a path that lead nowhere", () => {
  const trail = staffTrailOf("/staff/support/keys/key_0123456789012345678901");
  expect(trail.map(({ href }) => href)).toEqual([
    "/staff",
    "/staff/support",
    "/staff/support/keys/key_0123456789012345678901",
  ]);
});

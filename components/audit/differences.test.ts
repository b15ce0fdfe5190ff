import { expect, test } from "vitest";
import { differencesOf } from "./differences";

test("only what differs is told, by its path, however deep it lies", () => {
  const before = {
    name: "A",
    restrictions: { domain: { mode: "off", allow: [] }, ip: { mode: "off" } },
    expiresAt: null,
  };
  const after = {
    name: "A",
    restrictions: { domain: { mode: "enforce", allow: ["a.example", "b.example"] }, ip: { mode: "off" } },
  };
  expect(differencesOf(before, after)).toEqual([
    { path: "restrictions.domain.mode", before: "off", after: "enforce" },
    { path: "restrictions.domain.allow", before: "none", after: "a.example, b.example" },
  ]);
});

test("what is made anew tells what it has, not what it lacks", () => {
  expect(differencesOf(null, { name: "A", note: "", tags: [], expiresAt: null })).toEqual([
    { path: "name", before: null, after: "A" },
  ]);
});

test("a side that is not there leaves the other one as it is; nothing on both is no difference", () => {
  expect(differencesOf(null, { role: "admin", isNew: true })).toEqual([
    { path: "role", before: null, after: "admin" },
    { path: "isNew", before: null, after: "yes" },
  ]);
  expect(differencesOf(null, undefined)).toEqual([]);
});

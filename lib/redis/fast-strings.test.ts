import { setFlagsFromString } from "node:v8";
import { expect, test } from "vitest";
import "./client";
import { mendStrings } from "./fast-strings";

setFlagsFromString("--allow-natives-syntax");
const areFast = new Function("return %HasFastProperties(String.prototype)") as () => boolean;

test("Strings are as fast with the Redis client loaded as without it", () => {
  expect(areFast()).toBe(true);
});

test("Strings are fast again after a class extended them", () => {
  new Function("return class extends String {}")();
  mendStrings();
  expect(areFast()).toBe(true);
});

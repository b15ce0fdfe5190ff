import { expect, test } from "vitest";
import { getSetting, setSetting } from "./settings";

test("a setting keeps its last value; one that was never set is null", async () => {
  expect(await getSetting("limit")).toBeNull();
  await setSetting("limit", { qps: 1 });
  await setSetting("limit", { qps: 2 });
  expect(await getSetting("limit")).toEqual({ qps: 2 });
});

import { expect, test } from "vitest";
import { RequestsFilter } from "@/lib/usage/request-schemas";
import { NOW } from "@/test/clock";
import { logFilterOf } from "./log-filter";
import { loadLogParams } from "./log-params";

test("any address makes a filter that the server's schema takes", async () => {
  for (const search of [
    "",
    "only=refused&code=qps_exceeded&ip=192.0.2.1&range=7d",
    "only=nonsense&code=%3Cscript%3E&range=x",
    `key=${"k".repeat(300)}&ip=${"9".repeat(300)}`,
  ]) {
    const filter = logFilterOf(await loadLogParams(new URLSearchParams(search)), NOW);
    expect(RequestsFilter.safeParse(filter).error).toBeUndefined();
  }
});

test("the log shows the last day unless another time is asked for", async () => {
  expect(logFilterOf(await loadLogParams(new URLSearchParams("")), NOW)).toEqual({
    only: "all",
    from: new Date(NOW.getTime() - 86_400_000).toISOString(),
  });
});

import { expect, test } from "vitest";
import { callersOfKey } from "@/lib/usage/callers";
import { usageReport } from "@/lib/usage/report";
import { viewerCtx } from "@/test/contexts";
import { makeKey, makeOrg, makeProduct } from "@/test/factories";
import { seedCallers } from "./callers";
import { seedUsage, type UsageProfile } from "./usage";

test("a seeded key has callers, never more calls of them than it has, and a second stretch adds to the first", async () => {
  const org = await makeOrg();
  const product = await makeProduct();
  const key = await makeKey({ org, products: [product] });
  const ctx = await viewerCtx(org);
  const profile: UsageProfile = {
    orgId: org.id,
    keyId: key.id,
    secretId: key.secretId,
    productId: product.id,
    classId: product.classId,
    stream: "callers",
    callsPerMinute: 60,
    answerBytes: 1000,
    outcomes: [{ status: 200, code: "", share: 1 }],
  };
  const at = (minutes: number) => new Date(ctx.now.getTime() + minutes * 60_000);
  for (const [from, to] of [
    [at(-180), at(-90)],
    [at(-90), at(0)],
  ] as const) {
    await seedUsage([profile], from, to);
    await seedCallers([profile], from, to);
  }
  const { ip, country } = await callersOfKey(ctx, key.id, at(-180), 10);
  const query = {
    range: { preset: "24h" },
    detail: "hour",
    timeZone: "UTC",
    keys: [key.id],
    products: [],
    compare: "",
  } as const;
  const { totals } = await usageReport(ctx, { ...query, keys: [key.id], products: [], compare: "" });
  const sum = ip.reduce((all, { requests }) => all + requests, 0);
  expect(ip.length).toBeGreaterThan(1);
  expect(country.map(({ value }) => value)).toEqual(["PT", "ES"]);
  expect(sum).toBeLessThanOrEqual(totals.requests);
  expect(sum).toBeGreaterThan(totals.requests * 0.95);
});

import { expect, test } from "vitest";
import { readPast } from "@/lib/qps/past";
import { NOW } from "@/test/clock";
import { makeKey, makeOrg, makeProduct } from "@/test/factories";
import { seedDemand } from "./demand";
import { seedUsage, type UsageProfile } from "./usage";

const DAY_MS = 86_400_000;
const LIMIT = 5;

test("a seeded key had seconds above its limit whenever it breached it, and a replay of the limit refuses calls as well", async () => {
  const org = await makeOrg();
  const product = await makeProduct({ defaultQps: LIMIT });
  const key = await makeKey({ org, products: [product] });
  const profile: UsageProfile = {
    orgId: org.id,
    keyId: key.id,
    secretId: key.secretId,
    productId: product.id,
    classId: product.classId,
    stream: "demand",
    callsPerMinute: 2,
    answerBytes: 1000,
    outcomes: [
      { status: 200, code: "", share: 0.975 },
      { status: 429, code: "qps_exceeded", share: 0.35, everyHours: 12 },
    ],
  };
  const from = new Date(NOW.getTime() - 17 * DAY_MS);
  await seedUsage([profile], from, NOW);
  await seedDemand([profile], from, NOW);
  const of = { orgId: org.id, keyId: key.id, classId: product.classId };
  const { evidence, replay } = await readPast(of, NOW);
  const { evidence: earlier } = await readPast(of, new Date(NOW.getTime() - 12 * DAY_MS));
  for (const { days, breaches: all } of [evidence, earlier]) {
    expect(all).toBeGreaterThan(0);
    for (const { peak, breaches } of days) expect(peak > LIMIT).toBe(breaches > 0);
  }
  // A replay spreads the calls of a second evenly, and may so refuse one more than was counted.
  const { breaches } = replay(LIMIT);
  expect(Math.abs(breaches - evidence.breaches)).toBeLessThanOrEqual(evidence.breaches * 0.05);
  expect(replay(evidence.peak).breaches).toBe(0);
});

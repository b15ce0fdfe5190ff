import { readFileSync } from "node:fs";
import { z } from "zod";
import { DemoFacts } from "../prisma/seed/facts";

const DemoFile = DemoFacts.extend({ url: z.url() });

/** Demos that run, by their files: one for each of the browsers that go on journeys at once. */
const demoFiles = (process.env.DEMO_FILES ?? ".data/demo.json").split(",");

/** The file of the demo which this process is pointed at. */
export const demoFile = demoFiles[Number(process.env.TEST_PARALLEL_INDEX ?? 0)] ?? ".data/demo.json";

/** The running demo which these tests are pointed at. */
export const demo = DemoFile.parse(JSON.parse(readFileSync(demoFile, "utf8")));

/** The account of this role in this organization. */
export function account(role: string, org = "fernwood-logistics") {
  const found = demo.accounts.find((candidate) => candidate.role === role && candidate.org === org);
  if (!found) throw new Error(`The demo has no ${role} of ${org}.`);
  return found;
}

/** One of the provider's staff, with what their authenticator app was given. */
export function staffAccount(role: "support" | "operator", which = 0) {
  const found = demo.accounts.filter((candidate) => candidate.role === role && candidate.org === "")[which];
  if (found?.totp === undefined) throw new Error(`The demo has no ${role} number ${which}.`);
  return { ...found, totp: found.totp };
}

/** The first active key with this product: unrestricted, takes the query, default QPS. */
export function firstKey(product: string, org = "fernwood-logistics") {
  const found = demo.keys.find((key) => key.org === org && key.products.includes(product));
  if (!found) throw new Error(`The demo has no active key for ${product}.`);
  return found;
}

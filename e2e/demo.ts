import { readFileSync } from "node:fs";
import { z } from "zod";
import { DemoFacts } from "../prisma/seed/facts";

const DemoFile = DemoFacts.extend({ url: z.url() });

/** The running demo which these tests are pointed at. */
export const demo = DemoFile.parse(
  JSON.parse(readFileSync(process.env.DEMO_FILE ?? ".data/demo.json", "utf8")),
);

/** The account of this role in this organization. */
export function account(role: string, org = "fernwood-logistics") {
  const found = demo.accounts.find((candidate) => candidate.role === role && candidate.org === org);
  if (!found) throw new Error(`The demo has no ${role} of ${org}.`);
  return found;
}

/** The first active key with this product: unrestricted, takes the query, default QPS. */
export function firstKey(product: string, org = "fernwood-logistics") {
  const found = demo.keys.find((key) => key.org === org && key.products.includes(product));
  if (!found) throw new Error(`The demo has no active key for ${product}.`);
  return found;
}

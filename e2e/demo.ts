import { readFileSync } from "node:fs";
import { z } from "zod";

const DemoFile = z.object({
  url: z.string(),
  accounts: z.array(
    z.object({ email: z.string(), password: z.string(), role: z.string(), org: z.string() }).loose(),
  ),
  keys: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      org: z.string(),
      secret: z.string(),
      products: z.array(z.string()),
    }),
  ),
});

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

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { DemoFacts } from "@/prisma/seed/facts";

/** Keeps what a person needs to use the demo, readable by its owner only: it holds working passwords and secrets. */
export function writeDemoFile(dataDir: string, url: string, facts: DemoFacts): void {
  writeFileSync(join(dataDir, "demo.json"), `${JSON.stringify({ url, ...facts }, null, 2)}\n`, {
    mode: 0o600,
  });
}

/** The last thing a demo prints. */
export function readyText(url: string, { accounts, keys }: DemoFacts): string {
  const width = (pick: (account: DemoFacts["accounts"][number]) => string) =>
    Math.max(...accounts.map((account) => pick(account).length));
  const emailWidth = width(({ email }) => email);
  const passwordWidth = width(({ password }) => password);
  const signIns = accounts.map(
    ({ email, password, can }) => `${email.padEnd(emailWidth)}  ${password.padEnd(passwordWidth)}  ${can}`,
  );
  const tileKey = keys.find(({ products }) => products.includes("map-display"));
  return [
    "Keyward is ready",
    `  Dashboard  ${url}`,
    ...signIns.map((line) => `  Sign in    ${line}`),
    `  Codes      ${url}/mail  shows the second factor's code of the provider's staff`,
    `  Try it     curl -o tile.png '${url}/map/1/tile/basic/main/0/0/0.png?view=Unified&key=${tileKey?.secret ?? ""}'`,
    "",
  ].join("\n");
}

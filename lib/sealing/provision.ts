import { randomBytes } from "node:crypto";
import { chmodSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const Keys = z.object({
  KEYWARD_MASTER_KEY: z.string(),
  KEYWARD_PEPPER: z.string(),
  KEYWARD_EDGE_KEY: z.string(),
  NEXTAUTH_SECRET: z.string(),
});

/** The settings that must be secret, named as in the environment. */
export type ProvisionedKeys = z.output<typeof Keys>;

/**
 * The keys of the demo: made on the first call, kept in `<dataDir>/keys.json` (readable for its owner only), the same
 * ever after. Two processes at once get the same ones.
 */
export function provisionKeys(dataDir: string): ProvisionedKeys {
  mkdirSync(dataDir, { recursive: true });
  const file = join(dataDir, "keys.json");
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(newKeys(), null, 2)}\n`, { mode: 0o600 });
  chmodSync(draft, 0o600);
  try {
    // Linked when whole, and only if there is none: a reader never sees half a file, a second writer loses.
    linkSync(draft, file);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return Keys.parse(JSON.parse(readFileSync(file, "utf8")));
}

/** Fresh keys, all independent of one another: 256 random bits each. */
export function newKeys(): ProvisionedKeys {
  const versioned = () => `1:${randomBytes(32).toString("base64")}`;
  return {
    KEYWARD_MASTER_KEY: versioned(),
    KEYWARD_PEPPER: versioned(),
    KEYWARD_EDGE_KEY: versioned(),
    NEXTAUTH_SECRET: randomBytes(32).toString("base64url"),
  };
}

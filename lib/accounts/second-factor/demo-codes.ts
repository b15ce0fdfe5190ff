import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { env } from "@/lib/env";
import { currentCode } from "./totp";

const DemoFile = z.object({
  accounts: z.array(
    z.object({ email: z.string(), can: z.string().default(""), totp: z.string().optional() }),
  ),
});

/** The code somebody's app would show now. */
export type DemoCode = { email: string; can: string; code: string };

/**
 * What the authenticator apps of a demo's people show: nobody has those apps. Read from the file the demo hands its own user,
 * never from the database, so that no installation can show the codes of a real person; empty outside a demo.
 */
export async function listDemoCodes(now: Date): Promise<DemoCode[]> {
  const { KEYWARD_DEMO, DATA_DIR } = env();
  if (KEYWARD_DEMO !== "1") return [];
  const text = await readFile(join(DATA_DIR, "demo.json"), "utf8").catch(() => null);
  if (text === null) return [];
  return DemoFile.parse(JSON.parse(text)).accounts.flatMap(({ email, can, totp }) =>
    totp === undefined ? [] : [{ email, can, code: currentCode(totp, now) }],
  );
}

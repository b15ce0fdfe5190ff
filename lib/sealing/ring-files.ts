import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { RING_SETTINGS, type RingName } from "./keyring";

const Provisioned = z.record(z.string(), z.string());

/** Where a ring stands that can be written to. */
export type RingFile = { path: string; text: string; write(text: string): void };

/**
 * The file a ring comes from: the one its setting names, else the keys that Keyward made in its data folder. `null` when it
 * comes from elsewhere, a secret manager say: there it has to be changed where it lives.
 */
export function ringFile(
  name: RingName,
  variables: Readonly<Record<string, string | undefined>>,
  dataDir: string,
): RingFile | null {
  const setting = RING_SETTINGS[name];
  const named = variables[`${setting}_FILE`] || undefined;
  if (named !== undefined) {
    return {
      path: named,
      text: readFileSync(named, "utf8").trim(),
      write: (text) => replace(named, `${text}\n`),
    };
  }
  const path = join(dataDir, "keys.json");
  const isElsewhere = variables[setting] || variables[`${setting}_COMMAND`];
  if (isElsewhere || !existsSync(path)) return null;
  const keys = Provisioned.parse(JSON.parse(readFileSync(path, "utf8")));
  return {
    path,
    text: keys[setting] ?? "",
    write: (text) => replace(path, `${JSON.stringify({ ...keys, [setting]: text }, null, 2)}\n`),
  };
}

/** Whole or not at all, and readable for its owner only from its first byte on. */
function replace(path: string, content: string): void {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, content, { mode: 0o600 });
  renameSync(draft, path);
}

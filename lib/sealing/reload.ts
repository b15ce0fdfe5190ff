import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import {
  adoptKeyrings,
  edgeKeyring,
  type Keyring,
  masterKeyring,
  parseKeyring,
  pepperKeyring,
  RING_NAMES,
  RING_SETTINGS,
  type RingName,
} from "./keyring";

const COMMAND_LIMIT_MS = 15_000;
const HELD: Readonly<Record<RingName, () => Keyring>> = {
  master: masterKeyring,
  pepper: pepperKeyring,
  edge: edgeKeyring,
};

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Reads the rings again that come from a file or a command, and uses them from here on: a process takes up a new key
 * without an end of its calls. A ring that stands in the environment itself cannot change.
 *
 * All of them or, when one cannot be read or is none, not any. A version keeps its key: one that has another than before
 * is a mistake, and refused.
 * @param at Unix milliseconds.
 * @returns The rings that differ from before.
 * @throws {Error} Naming the setting, never what it holds.
 */
export async function reloadKeyrings(variables: Variables, at: number): Promise<RingName[]> {
  const texts = new Map<RingName, string>();
  for (const name of RING_NAMES) {
    const text = await readAgain(RING_SETTINGS[name], variables);
    if (text === null) continue;
    if (isOther(name, HELD[name](), text)) texts.set(name, text);
  }
  adoptKeyrings(texts, at);
  return [...texts.keys()];
}

/** Whether any ring comes from a file or a command, so that it can be read again. */
export function hasReadableKeys(variables: Variables): boolean {
  return RING_NAMES.some((name) =>
    ["FILE", "COMMAND"].some((way) => Boolean(variables[`${RING_SETTINGS[name]}_${way}`])),
  );
}

async function readAgain(setting: string, variables: Variables): Promise<string | null> {
  const file = variables[`${setting}_FILE`] || undefined;
  const command = variables[`${setting}_COMMAND`] || undefined;
  try {
    if (file !== undefined) return (await readFile(file, "utf8")).trim();
    if (command === undefined) return null;
    const { stdout } = await promisify(execFile)("/bin/sh", ["-c", command], { timeout: COMMAND_LIMIT_MS });
    return stdout.trim();
  } catch {
    // The error of a command carries its output, which may be the key.
    throw new Error(`${setting} could not be read again. The former keys stay in use.`);
  }
}

function isOther(name: RingName, before: Keyring, text: string): boolean {
  const after = parsedAs(RING_SETTINGS[name], text);
  for (const [version, key] of after.byVersion) {
    const known = before.byVersion.get(version);
    if (known && Buffer.compare(known, key) !== 0) {
      throw new Error(`${RING_SETTINGS[name]}: version ${version} has another key than before.`);
    }
  }
  return (
    after.current.version !== before.current.version ||
    after.byVersion.size !== before.byVersion.size ||
    [...after.byVersion.keys()].some((version) => !before.byVersion.has(version))
  );
}

function parsedAs(setting: string, text: string): Keyring {
  try {
    return parseKeyring(text);
  } catch (error) {
    throw new Error(`${setting}: ${error instanceof Error ? error.message : "not a keyring."}`);
  }
}

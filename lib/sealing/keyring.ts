import { edgeEnv, env } from "@/lib/env";

/** Versioned 32-byte keys: the first one seals, every one opens. */
export type Keyring = {
  readonly current: VersionedKey;
  readonly byVersion: ReadonlyMap<number, Uint8Array>;
};

export type VersionedKey = { readonly version: number; readonly key: Uint8Array };

/**
 * Reads `2:<base64>,1:<base64>`.
 * @throws {Error} When a version is not in 1–255 or given twice, or a key does not have 32 bytes. The keys are in no message.
 */
export function parseKeyring(text: string): Keyring {
  const byVersion = new Map<number, Uint8Array>();
  let current: VersionedKey | undefined;
  for (const entry of text.split(",")) {
    const [, digits, encoded] = /^(\d{1,3}):([A-Za-z0-9+/]{43}=)$/.exec(entry) ?? [];
    const version = Number(digits);
    if (encoded === undefined || version < 1 || version > 255) {
      throw new Error("A keyring is a list of <version 1-255>:<base64 of 32 bytes>, the newest first.");
    }
    if (byVersion.has(version)) throw new Error(`A keyring holds version ${version} twice.`);
    const key = Buffer.from(encoded, "base64");
    byVersion.set(version, key);
    current ??= { version, key };
  }
  if (!current) throw new Error("A keyring holds at least one key.");
  return { current, byVersion };
}

const parsed = new Map<string, Keyring>();

function ring(text: string): Keyring {
  const known = parsed.get(text) ?? parseKeyring(text);
  parsed.set(text, known);
  return known;
}

/** Seals customers' secrets; only the dashboard has it. */
export const masterKeyring = (): Keyring => ring(env().KEYWARD_MASTER_KEY);

/** Seals what the edge needs in clear: upstream secrets. */
export const edgeKeyring = (): Keyring => ring(edgeEnv().KEYWARD_EDGE_KEY);

/** Turns the digest of a secret into the column it is looked up by. */
export const pepperKeyring = (): Keyring => ring(edgeEnv().KEYWARD_PEPPER);

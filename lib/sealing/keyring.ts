import { edgeEnv, env } from "@/lib/env";

/** Versioned 32-byte keys: the first one seals, every one opens. */
export type Keyring = {
  readonly current: VersionedKey;
  readonly byVersion: ReadonlyMap<number, Uint8Array>;
};

export type VersionedKey = { readonly version: number; readonly key: Uint8Array };

/** The installation's own keys, by what they are for. */
export const RING_NAMES = ["master", "pepper", "edge"] as const;
export type RingName = (typeof RING_NAMES)[number];

/** The setting each ring comes from. */
export const RING_SETTINGS = {
  master: "KEYWARD_MASTER_KEY",
  pepper: "KEYWARD_PEPPER",
  edge: "KEYWARD_EDGE_KEY",
} as const satisfies Record<RingName, string>;

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

type Held = {
  readonly parsed: Map<string, Keyring>;
  /** What was read again since the start, in place of the setting; and when. */
  readonly adopted: Map<RingName, { text: string; at: number }>;
};

// Next holds a copy of this module per bundle, and all of them have to seal with the same key.
const slot = Symbol.for("keyward.keyrings");
const holder = globalThis as { [slot]?: Held };

function held(): Held {
  holder[slot] ??= { parsed: new Map(), adopted: new Map() };
  return holder[slot];
}

function ring(name: RingName, setting: () => string): Keyring {
  const { parsed, adopted } = held();
  const text = adopted.get(name)?.text ?? setting();
  const known = parsed.get(text) ?? parseKeyring(text);
  parsed.set(text, known);
  return known;
}

/** Seals customers' secrets; only the dashboard has it. */
export const masterKeyring = (): Keyring => ring("master", () => env().KEYWARD_MASTER_KEY);

/** Seals what the edge needs in clear: upstream secrets. */
export const edgeKeyring = (): Keyring => ring("edge", () => edgeEnv().KEYWARD_EDGE_KEY);

/** Turns the digest of a secret into the column it is looked up by. */
export const pepperKeyring = (): Keyring => ring("pepper", () => edgeEnv().KEYWARD_PEPPER);

/**
 * From here on this process uses these rings, in all bundles at once.
 * @param at Unix milliseconds.
 */
export function adoptKeyrings(texts: ReadonlyMap<RingName, string>, at: number): void {
  const { adopted } = held();
  for (const [name, text] of texts) adopted.set(name, { text, at });
}

/** When this process last took up another ring of this name than the one it started with; `null`: it has not. */
export function adoptedAt(name: RingName): number | null {
  return held().adopted.get(name)?.at ?? null;
}

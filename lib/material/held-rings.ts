import { createHmac } from "node:crypto";
import { z } from "zod";
import {
  adoptedAt,
  edgeKeyring,
  type Keyring,
  masterKeyring,
  pepperKeyring,
  RING_NAMES,
  type RingName,
} from "@/lib/sealing/keyring";

const HeldRing = z.object({
  /** The version that seals. */
  current: z.int(),
  /** By version: tells two keys apart that were given the same version by mistake, and nothing else of them. */
  checks: z.record(z.string(), z.string()),
  /** Since when, in Unix milliseconds. */
  since: z.number(),
});
export type HeldRing = z.output<typeof HeldRing>;

/** What an instance tells of the rings it holds; never of the keys in them. An edge alone has no master key. */
export const HeldRings = z.partialRecord(z.enum(RING_NAMES), HeldRing);
export type HeldRings = z.output<typeof HeldRings>;

const RINGS: Readonly<Record<RingName, () => Keyring>> = {
  master: masterKeyring,
  pepper: pepperKeyring,
  edge: edgeKeyring,
};

/** The ring of this name in this process. */
export function ringOf(name: RingName): Keyring {
  return RINGS[name]();
}

/**
 * The rings of this process.
 * @param startedAt When the process started, in Unix milliseconds.
 */
export function heldRings(names: readonly RingName[], startedAt: number): HeldRings {
  return Object.fromEntries(
    names.map((name) => {
      const { current, byVersion } = ringOf(name);
      const checks = [...byVersion].map(([version, key]) => [version, checkOf(key)]);
      const held: HeldRing = {
        current: current.version,
        checks: Object.fromEntries(checks),
        since: adoptedAt(name) ?? startedAt,
      };
      return [name, held];
    }),
  );
}

/** Eight digits that follow from a key and lead nowhere. */
export function checkOf(key: Uint8Array): string {
  return createHmac("sha256", key).update("keyward key check").digest("hex").slice(0, 8);
}

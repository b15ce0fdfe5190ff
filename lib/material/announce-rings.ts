import type { Pool } from "pg";
import { RING_NAMES, type RingName } from "@/lib/sealing/keyring";
import { every } from "@/lib/std/every";
import { heldRings } from "./held-rings";

const LOOK_EVERY_MS = 2_000;
const EDGE_RINGS: readonly RingName[] = ["pepper", "edge"];

const ANNOUNCE = "update edge_instance set rings = $2 where id = $1 and rings is distinct from $2::jsonb";

export type Announcement = {
  readonly pool: () => Pool;
  readonly instanceId: string;
  readonly kind: "dashboard" | "standalone";
  /** Hears of failures; it is tried again. */
  readonly onError: (error: unknown) => void;
};

/**
 * Tells the others which versions of the installation's keys this instance holds, now and within two seconds of every change:
 * nothing is sealed again, and no key given up, while somebody would be left behind.
 *
 * The answer stops it and waits for what is under way.
 */
export function announceRings({ pool, instanceId, kind, onError }: Announcement): () => Promise<void> {
  const startedAt = Date.now();
  const names = kind === "dashboard" ? RING_NAMES : EDGE_RINGS;
  return every(
    LOOK_EVERY_MS,
    () => pool().query(ANNOUNCE, [instanceId, JSON.stringify(heldRings(names, startedAt))]),
    onError,
  );
}

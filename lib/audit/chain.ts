import { createHmac, hkdfSync } from "node:crypto";
import { type Keyring, masterKeyring } from "@/lib/sealing/keyring";
import { canonicalJson, type Json } from "./canonical";

/** Everything of an audit row but its MAC. */
export type ChainedEntry = {
  chain: string;
  seq: bigint;
  at: Date;
  actorType: string;
  actorId: string;
  action: string;
  targetType: string;
  targetId: string;
  before: Json;
  after: Json;
  reason: string | null;
  ip: string;
  userAgent: string;
  requestId: string;
  keyVersion: number;
};

/** What the first entry of a chain follows. */
export const GENESIS = new Uint8Array(32);

/** The key that entries of one version of the master key are signed with; `undefined` when it is gone. */
export type AuditKeys = (version: number) => Uint8Array | undefined;

/** Those of the master keys that are in the ring. */
export function ringAuditKeys(keyring: Keyring = masterKeyring()): AuditKeys {
  return (version) => {
    const master = keyring.byVersion.get(version);
    return master && auditKey(master);
  };
}

/**
 * HMAC-SHA-256 over every field of the entry and the MAC of the one before it.
 *
 * The key is derived (HKDF) from the master key of the entry's version, so it is never in the database: who can write
 * rows still cannot make a chain that holds.
 * @returns `undefined` when there is no key of that version any more.
 */
export function entryMac(
  entry: ChainedEntry,
  previous: Uint8Array,
  keys: AuditKeys = ringAuditKeys(),
): Uint8Array<ArrayBuffer> | undefined {
  const key = keys(entry.keyVersion);
  if (!key) return undefined;
  const text = canonicalJson([
    "keyward-audit-1",
    entry.chain,
    String(entry.seq),
    entry.at.toISOString(),
    entry.actorType,
    entry.actorId,
    entry.action,
    entry.targetType,
    entry.targetId,
    entry.before,
    entry.after,
    entry.reason,
    entry.ip,
    entry.userAgent,
    entry.requestId,
    entry.keyVersion,
    Buffer.from(previous).toString("hex"),
  ]);
  return Uint8Array.from(createHmac("sha256", key).update(text).digest());
}

const derived = new WeakMap<Uint8Array, Buffer>();

/** Derived, so that it can be kept when the master key is gone: it signs audit entries and opens nothing. */
export function auditKey(master: Uint8Array): Buffer {
  const known = derived.get(master) ?? Buffer.from(hkdfSync("sha256", master, "", "keyward audit chain", 32));
  derived.set(master, known);
  return known;
}

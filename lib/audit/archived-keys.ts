import { db } from "@/lib/db/client";
import { auditKeyAad } from "@/lib/sealing/aad";
import { type Keyring, masterKeyring } from "@/lib/sealing/keyring";
import { open } from "@/lib/sealing/open";
import { seal } from "@/lib/sealing/seal";
import { type AuditKeys, auditKey, ringAuditKeys } from "./chain";

/**
 * Keeps what entries of every former master key in the ring are verified with, sealed with the newest one, so that the
 * former can be taken out of the ring. Doing so twice changes nothing.
 */
export async function archiveAuditKeys(keyring: Keyring = masterKeyring()): Promise<void> {
  const former = [...keyring.byVersion].filter(([version]) => version !== keyring.current.version);
  await db.auditKey.createMany({
    data: former.map(([version, master]) => ({
      version,
      sealed: seal(keyring, auditKey(master), auditKeyAad(version)),
    })),
    skipDuplicates: true,
  });
}

/** The audit keys of the ring and those that were archived. */
export async function allAuditKeys(keyring: Keyring = masterKeyring()): Promise<AuditKeys> {
  const inRing = ringAuditKeys(keyring);
  const rows = await db.auditKey.findMany({ select: { version: true, sealed: true } });
  const archived = new Map(
    rows
      .filter(({ version }) => inRing(version) === undefined)
      .map(({ version, sealed }) => [version, open(keyring, sealed, auditKeyAad(version))]),
  );
  return (version) => inRing(version) ?? archived.get(version);
}

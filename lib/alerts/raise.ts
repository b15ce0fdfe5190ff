import type { Tx } from "@/lib/db/client";
import { type Reminder, remind } from "@/lib/keys/reminders";
import { newId } from "@/lib/std/id";
import { emitEvent } from "@/lib/webhooks/emit-event";
import { ALERT_KINDS, type AlertData, type AlertKindName, alertKindOf } from "./kinds";

/** A key as far as alerts need to know it. */
export type WatchedKey = { id: string; orgId: string; name: string; createdById: string };

/** Something that the watch has found. */
export type FoundAlert = {
  [K in AlertKindName]: {
    kind: K;
    key: WatchedKey;
    /** Names it among those of its kind and key: it is raised once. */
    occurrence: string;
    data: AlertData[K];
  };
}[AlertKindName];

/** Something that goes on is the same alert again when it comes back within so many hours. */
const SAME_FOR_MS = 6 * 3_600_000;

/**
 * Writes an alert down, tells whoever looks after the key and the organization's webhooks; all in the caller's transaction.
 * An occurrence that was raised before is not raised again, by whomever.
 * @returns Whether it was new.
 */
export async function raiseAlert(tx: Tx, found: FoundAlert, at: Date): Promise<boolean> {
  const { kind, key, occurrence, data } = found;
  const id = newId("alert");
  const { count } = await tx.alert.createMany({
    data: [{ id, orgId: key.orgId, keyId: key.id, kind, occurrence, at, data }],
    skipDuplicates: true,
  });
  if (count === 0) return false;
  const isQuiet = found.kind === "quota" && found.data.stage < 80;
  const told = {
    kind: isQuiet ? "alert.half_quota" : `alert.${kind}`,
    key,
    occurrence,
    data: { keyName: key.name, details: data },
    isUrgent: !isQuiet && ALERT_KINDS[kind].isUrgent,
    // TypeScript does not see that kind and data come from the same row.
  } as Reminder<`alert.${AlertKindName}`>;
  await remind(tx, told, at);
  await emitEvent(tx, {
    orgId: key.orgId,
    type: "alert.raised",
    at,
    payload: { ...eventAbout(id, kind, key, data), details: data },
  });
  return true;
}

/**
 * The same for something that goes on for a while: nothing new while it does, and the one before goes on when it was over for
 * less than six hours.
 */
export async function raiseOngoing(tx: Tx, found: FoundAlert, at: Date): Promise<boolean> {
  const { kind, key } = found;
  const last = await tx.alert.findFirst({
    where: { orgId: key.orgId, keyId: key.id, kind },
    select: { id: true, endedAt: true },
    orderBy: { at: "desc" },
  });
  if (last !== null && last.endedAt === null) return false;
  if (last !== null && last.endedAt !== null && at.getTime() - last.endedAt.getTime() < SAME_FOR_MS) {
    await tx.alert.update({ where: { id: last.id }, data: { endedAt: null }, select: { id: true } });
    return false;
  }
  return raiseAlert(tx, found, at);
}

/** Notes that what an alert was about is over. */
export async function endAlert(
  tx: Tx,
  alert: { id: string; kind: string; data: unknown; key: WatchedKey },
  at: Date,
): Promise<void> {
  const { id, kind, key, data } = alert;
  const { count } = await tx.alert.updateMany({ where: { id, endedAt: null }, data: { endedAt: at } });
  if (count === 0) return;
  await emitEvent(tx, {
    orgId: key.orgId,
    type: "alert.ended",
    at,
    payload: { ...eventAbout(id, kind, key, data), endedAt: at.toISOString() },
  });
}

function eventAbout(alertId: string, kind: string, key: WatchedKey, data: unknown) {
  const known = alertKindOf(kind);
  const title = known === null ? kind : known.say({ keyName: key.name, data: known.data.parse(data) }).title;
  return { alertId, keyId: key.id, keyName: key.name, kind, title };
}

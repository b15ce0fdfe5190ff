import type { Tx } from "@/lib/db/client";
import type { Actor } from "@/lib/orgs/context";
import { AUDIT_MAPPING, type Audited, type Known } from "./audit-mapping";
import { textIn } from "./audit-values";
import { emitTo, listenersOf } from "./emit-event";
import type { EventActor } from "./event-type";

/** Who acted, and when; `staffRole` where the provider's staff did. */
type By = { actor: Actor; now: Date; staffRole?: unknown };

/**
 * Tells an organization's webhooks what its audit log has just been told, in the same transaction: the one place through which
 * steps of keys and QPS requests become events.
 *
 * Costs nothing for actions that webhooks are not told of, and one indexed read where nobody listens.
 */
export async function emitAudited(tx: Tx, orgId: string, by: By, audited: readonly Audited[]): Promise<void> {
  const mapped = audited.filter(({ action }) => Object.hasOwn(AUDIT_MAPPING, action));
  if (mapped.length === 0) return;
  const listeners = await listenersOf(tx, orgId);
  if (listeners.length === 0) return;
  const [keyNames, requests] = [await keyNamesOf(tx, orgId, mapped), await requestsOf(tx, orgId, mapped)];
  const events = mapped.flatMap((row) => {
    const known: Known = {
      by: actorOf(by),
      at: by.now,
      // What is purged has no row any more.
      keyName: keyNames.get(row.targetId) ?? textIn(row.before?.name),
      request: requests.get(row.targetId) ?? { keyId: "", keyName: "", className: "", wantedQps: 0 },
    };
    return AUDIT_MAPPING[row.action]?.(row, known) ?? [];
  });
  await emitTo(tx, orgId, listeners, events);
}

function actorOf({ actor, staffRole }: By): EventActor {
  // The provider's staff act without their names, as in the audit log.
  if (staffRole !== undefined) return { type: "staff", id: null, name: null };
  if (actor.type === "system") return { type: "system", id: null, name: null };
  return { type: actor.type, id: actor.id, name: actor.name };
}

async function keyNamesOf(tx: Tx, orgId: string, rows: readonly Audited[]): Promise<Map<string, string>> {
  const ids = rows.filter(({ action }) => action.startsWith("key.")).map(({ targetId }) => targetId);
  if (ids.length === 0) return new Map();
  const keys = await tx.key.findMany({
    where: { orgId, id: { in: ids } },
    select: { id: true, name: true },
  });
  return new Map(keys.map(({ id, name }) => [id, name]));
}

async function requestsOf(
  tx: Tx,
  orgId: string,
  rows: readonly Audited[],
): Promise<Map<string, Known["request"]>> {
  const ids = rows.filter(({ action }) => action.startsWith("qps_")).map(({ targetId }) => targetId);
  if (ids.length === 0) return new Map();
  const requests = await tx.qpsRequest.findMany({
    where: { orgId, id: { in: ids } },
    select: {
      id: true,
      wantedQps: true,
      key: { select: { id: true, name: true } },
      endpointClass: { select: { name: true, product: { select: { name: true } } } },
    },
  });
  return new Map(
    requests.map(({ id, wantedQps, key, endpointClass }) => [
      id,
      {
        keyId: key.id,
        keyName: key.name,
        className: `${endpointClass.product.name} · ${endpointClass.name}`,
        wantedQps: Number(wantedQps),
      },
    ]),
  );
}

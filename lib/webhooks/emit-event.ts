import { createHash } from "node:crypto";
import { toJson } from "@/lib/audit/canonical";
import { cleanText } from "@/lib/audit/clean-text";
import type { Tx } from "@/lib/db/client";
import { BASE62_ALPHABET } from "@/lib/std/base62";
import { ID_PREFIXES, newId } from "@/lib/std/id";
import { EVENT_TYPES, type EventData, type EventName } from "./event-types";

/** Something that happened, as webhooks are told of it. */
export type EmittedEvent = {
  [K in EventName]: {
    type: K;
    /** When it happened. */
    at: Date;
    payload: EventData[K];
    /** Names the event among those of its type and organization: one that was emitted before is not sent again. */
    once?: string;
  };
}[EventName];

/** Where an organization listens. An empty `events` means all. */
export type Listener = { id: string; events: readonly string[] };

/**
 * Tells every webhook of an organization that wants events of this type, as part of the transaction in which it happens: sent
 * when that commits, never when it does not. Returns at once; `deliverDue` sends.
 *
 * Costs one indexed read where nobody listens. Anything in the payload that looks like one of our secrets is replaced; fields
 * that the type does not name are dropped.
 */
export async function emitEvent(
  tx: Tx,
  { orgId, ...event }: { orgId: string } & EmittedEvent,
): Promise<void> {
  const listeners = await listenersOf(tx, orgId);
  await emitTo(tx, orgId, listeners, [event]);
}

/**
 * The organization's webhooks that are not disabled. They stay until the transaction ends, so that what is sent to them can be
 * written down; one that is just being removed is left out, and nobody waits for that.
 */
export async function listenersOf(tx: Tx, orgId: string): Promise<Listener[]> {
  return tx.$queryRaw<Listener[]>`
    SELECT id, events FROM webhook WHERE org_id = ${orgId} AND disabled_at IS NULL ORDER BY id FOR KEY SHARE SKIP LOCKED`;
}

/** `emitEvent` of many at once, to webhooks that are known already. */
export async function emitTo(
  tx: Tx,
  orgId: string,
  listeners: readonly Listener[],
  events: readonly EmittedEvent[],
): Promise<void> {
  const wanted = events.map((event) => ({
    event,
    to: listeners.filter((listener) => wants(listener, event.type)),
    id: event.once === undefined ? newId("webhookEvent") : idOf(orgId, event.type, event.once),
  }));
  const heard = wanted.filter(({ to }) => to.length > 0);
  if (heard.length === 0) return;
  const stored = await tx.webhookEvent.createManyAndReturn({
    data: heard.map(({ event, id }) => ({
      id,
      orgId,
      type: event.type,
      at: event.at,
      payload: cleaned(event),
    })),
    select: { id: true },
    skipDuplicates: true,
  });
  const isNew = new Set(stored.map(({ id }) => id));
  await tx.webhookDelivery.createMany({
    data: heard
      .filter(({ id }) => isNew.has(id))
      .flatMap(({ event, to, id }) =>
        to.map((listener) => ({
          id: newId("webhookDelivery"),
          webhookId: listener.id,
          eventId: id,
          createdAt: event.at,
          dueAt: event.at,
        })),
      ),
  });
}

function wants({ events }: Listener, type: EventName): boolean {
  return events.length === 0 || events.includes(type);
}

function cleaned({ type, payload }: EmittedEvent): object {
  const value: object = EVENT_TYPES[type].data.parse(payload);
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [name, toJson(field, cleanText)] as const),
  );
}

const BODY_LENGTH = 22;

/** The same ID for the same event whoever emits it: the database takes it once. 130 bits of SHA-256, as an ID has. */
function idOf(orgId: string, type: string, once: string): string {
  const digest = createHash("sha256")
    .update(JSON.stringify([orgId, type, once]))
    .digest("hex");
  let rest = BigInt(`0x${digest}`);
  let body = "";
  while (body.length < BODY_LENGTH) {
    body += BASE62_ALPHABET[Number(rest % 62n)];
    rest /= 62n;
  }
  return `${ID_PREFIXES.webhookEvent}_${body}`;
}

import type { Tx } from "@/lib/db/client";
import type { NoticeData, NoticeKind } from "@/lib/notices/kinds";
import { type EmittedEvent, emitTo, listenersOf } from "./emit-event";
import type { EventData, EventName } from "./event-types";

/** A notice as it is told to people. */
type Told = {
  orgId: string;
  kind: NoticeKind;
  subject: string;
  occurrence: string;
  data: NoticeData[NoticeKind];
  at: Date;
};

type Mapped = { [K in EventName]: { type: K; payload: EventData[K] } }[EventName];

/**
 * What time does to keys and to what was granted: nobody acts, so the audit log has no row of it, and people are told by
 * notices.
 */
const NOTICE_MAPPING: {
  readonly [K in NoticeKind]?: (subject: string, data: NoticeData[K]) => Mapped;
} = {
  "key.expires_soon": (keyId, { keyName, expiresAt }) => ({
    type: "key.expires_soon",
    payload: { keyId, keyName, expiresAt },
  }),
  "key.rotation_due": (keyId, { keyName, dueAt, rotatesItselfAt }) => ({
    type: "key.rotation_due",
    payload: { keyId, keyName, dueAt, rotatesItselfAt },
  }),
  "key.old_secret_ends_soon": (keyId, { keyName, endsAt }) => ({
    type: "key.old_secret_ends_soon",
    payload: { keyId, keyName, endsAt },
  }),
  "qps.started": (requestId, { keyName, className, qps, until }) => ({
    type: "qps_request.started",
    payload: { requestId, keyName, className, qps, until },
  }),
  "qps.ends_soon": (requestId, { keyName, className, qps, until }) => ({
    type: "qps_request.ends_soon",
    payload: { requestId, keyName, className, qps, until },
  }),
  "qps.ended": (requestId, { keyName, className, qps, agreed, at }) => ({
    type: "qps_request.ended",
    payload: { requestId, keyName, className, qps, endedAt: at, agreedQps: agreed },
  }),
  "qps.called_off": (requestId, { keyName, className, qps }) => ({
    type: "qps_request.called_off",
    payload: { requestId, keyName, className, qps },
  }),
};

/**
 * Tells an organization's webhooks what its people are being told, in the same transaction; once for each occurrence, however
 * many people and processes there are, and whatever those people chose to hear of.
 */
export async function emitTold(tx: Tx, told: Told): Promise<void> {
  // A kind and its own data come together from `notify`; TypeScript does not see it once they are in a union.
  const mapping = NOTICE_MAPPING[told.kind] as ((subject: string, data: unknown) => Mapped) | undefined;
  if (mapping === undefined) return;
  const listeners = await listenersOf(tx, told.orgId);
  if (listeners.length === 0) return;
  const event: EmittedEvent = {
    ...mapping(told.subject, told.data),
    at: told.at,
    once: `${told.subject}/${told.occurrence}`,
  };
  await emitTo(tx, told.orgId, listeners, [event]);
}

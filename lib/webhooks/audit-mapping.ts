import type { AuditValue } from "@/lib/audit/canonical";
import { fieldOf, itemsOf, numberIn, textIn, textOrNull, timeIn } from "./audit-values";
import type { EmittedEvent } from "./emit-event";
import type { EventActor } from "./event-type";
import type { EventData, EventName } from "./event-types";

type Side = Readonly<Record<string, AuditValue>> | undefined;

/** What the audit log is told, as far as an event needs it. */
export type Audited = {
  action: string;
  targetId: string;
  before?: Side;
  after?: Side;
  reason?: string;
};

/** What is known beside the row: who did it, and what the target is called. */
export type Known = {
  by: EventActor;
  at: Date;
  keyName: string;
  request: { keyId: string; keyName: string; className: string; wantedQps: number };
};

type Mapping = (audited: Audited, known: Known) => EmittedEvent;
type KeyDeed = EventData["key.disabled"];
type Step = EventData["qps_request.submitted"];

function onKey<K extends EventName>(
  type: K,
  payload: (deed: KeyDeed, audited: Audited) => EventData[K],
): Mapping {
  return (audited, { by, at, keyName }) => {
    const deed = { keyId: audited.targetId, keyName, by, reason: textOrNull(audited.reason) };
    // A pair of a type and its own data is one of the union; TypeScript does not see it through `K`.
    return { type, at, payload: payload(deed, audited) } as EmittedEvent;
  };
}

function onRequest<K extends EventName>(
  type: K,
  payload: (step: Step, audited: Audited) => EventData[K],
): Mapping {
  return (audited, { by, at, request }) => {
    const step = { requestId: audited.targetId, ...request, by, reason: textOrNull(audited.reason) };
    return { type, at, payload: payload(step, audited) } as EmittedEvent;
  };
}

const edited = onKey("key.edited", (deed, { after }) => ({
  ...deed,
  changed: Object.keys(after ?? {}).sort(),
}));
const editedIn = (part: string) => onKey("key.edited", (deed) => ({ ...deed, changed: [part] }));

const oldEnd = (after: Side) => timeIn(fieldOf(after?.retiring, "endsAt"));
const limitIn = (side: Side) => ({
  kind: textIn(side?.kind),
  unit: textIn(side?.unit),
  value: numberIn(side?.value),
  classId: textOrNull(side?.classId),
});

/** What of an organization's audit log its webhooks are told, by the action. */
export const AUDIT_MAPPING: Readonly<Record<string, Mapping>> = {
  "key.created": onKey("key.created", (deed, { after }) => ({
    ...deed,
    billingType: textIn(after?.billingType),
    access: textIn(after?.access),
    expiresAt: timeIn(after?.expiresAt),
  })),
  "key.edited": edited,
  "key.renamed": edited,
  "key.access_set": edited,
  "key.validity_set": edited,
  "key.limits_set": editedIn("limits"),
  "key.restrictions_set": editedIn("restrictions"),
  "key.limit_granted": onKey("key.limit_granted", (deed, { after }) => ({
    ...deed,
    ...limitIn(after),
    from: timeIn(after?.from),
    until: timeIn(after?.until),
  })),
  "key.limit_ended": onKey("key.limit_ended", (deed, { before }) => ({ ...deed, ...limitIn(before) })),
  "key.rotated": onKey("key.rotated", (deed, { after }) => ({
    ...deed,
    oldSecretEndsAt: oldEnd(after),
    startsAtFirstUse: after?.startAtFirstUse === true,
  })),
  "key.rotation_extended": onKey("key.rotation_extended", (deed, { after }) => ({
    ...deed,
    oldSecretEndsAt: oldEnd(after),
  })),
  "key.rotation_finished": onKey("key.rotation_finished", (deed) => deed),
  "key.rotation_cancelled": onKey("key.rotation_cancelled", (deed) => deed),
  "key.secret_first_used": onKey("key.secret_first_used", (deed) => deed),
  "key.secret_retired": onKey("key.secret_retired", (deed) => deed),
  "key.disabled": onKey("key.disabled", (deed) => deed),
  "key.enabled": onKey("key.enabled", (deed) => deed),
  "key.deleted": onKey("key.deleted", (deed) => deed),
  "key.restored": onKey("key.restored", (deed) => deed),
  "key.purged": onKey("key.purged", (deed) => deed),
  "key.transferred": onKey("key.transferred", (deed, { after }) => ({
    ...deed,
    toUserId: textOrNull(after?.createdById),
  })),
  "key.leak_reported": onKey("key.leak_reported", (deed, { after }) => ({
    ...deed,
    secretsThatWork: itemsOf(after?.secrets).filter((secret) => fieldOf(secret, "works") === true).length,
  })),
  "qps_request.submitted": onRequest("qps_request.submitted", (step) => step),
  "qps_request.question_asked": onRequest("qps_request.question_asked", (step) => step),
  "qps_request.answered": onRequest("qps_request.answered", (step) => step),
  "qps_request.approved": onRequest("qps_request.approved", (step, { after }) => ({
    ...step,
    qps: numberIn(after?.qps),
    from: timeIn(after?.from),
    until: timeIn(after?.until),
  })),
  "qps_request.rejected": onRequest("qps_request.rejected", (step) => step),
  "qps_request.withdrawn": onRequest("qps_request.withdrawn", (step) => step),
};

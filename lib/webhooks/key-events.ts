import { z } from "zod";
import {
  byWhom,
  type EventType,
  EXAMPLE_DEED,
  EXAMPLE_KEY,
  eventKey,
  eventTime,
  eventType,
  keyDeed,
  shownTime,
  withReason,
} from "./event-type";

const Deed = z.object(keyDeed);
type Deed = z.output<typeof Deed>;

/** An event that holds nothing but the key, who did it and why. */
function plainDeed(label: string, means: string, done: string): EventType<typeof Deed> {
  return eventType({ label, means, data: Deed, example: EXAMPLE_DEED, say: (data) => sentence(data, done) });
}

function sentence(data: Deed, done: string): string {
  const whom = byWhom(data.by);
  return withReason(`Key “${data.keyName}” ${done}${whom === "" ? "" : ` ${whom}`}.`, data.reason);
}

const limit = {
  ...keyDeed,
  /** `qps`, `day`, `month`, … */
  kind: z.string(),
  /** What it counts: `requests`, `transactions` or `bytes`. */
  unit: z.string(),
  value: z.number(),
  /** Endpoint class; `null`: all of the key. */
  classId: z.string().nullable(),
};

/** What happens to keys: every step that the audit log has, and what people are reminded of. */
export const KEY_EVENTS = {
  "key.created": eventType({
    label: "Key created",
    means: "Somebody created a key. Its secret is never part of an event.",
    data: z.object({
      ...keyDeed,
      billingType: z.string(),
      access: z.string(),
      expiresAt: eventTime.nullable(),
    }),
    example: { ...EXAMPLE_DEED, billingType: "paying", access: "read", expiresAt: null },
    say: (data) => sentence(data, "was created"),
  }),
  "key.edited": eventType({
    label: "Key edited",
    means: "Name, products, restrictions, dates, limits or another setting of a key changed.",
    data: z.object({ ...keyDeed, changed: z.array(z.string()) }),
    example: { ...EXAMPLE_DEED, changed: ["name", "restrictions"] },
    say: (data) =>
      sentence(data, data.changed.length === 0 ? "was edited" : `was edited (${data.changed.join(", ")})`),
  }),
  "key.limit_granted": eventType({
    label: "Limit granted",
    means: "The provider agreed a limit for one key.",
    data: z.object({ ...limit, from: eventTime.nullable(), until: eventTime.nullable() }),
    example: {
      ...EXAMPLE_DEED,
      by: { type: "staff", id: null, name: null },
      kind: "qps",
      unit: "requests",
      value: 50,
      classId: null,
      from: "2026-03-01T09:30:00.000Z",
      until: null,
    },
    say: (data) => sentence(data, "was granted a limit"),
  }),
  "key.limit_ended": eventType({
    label: "Limit ended early",
    means: "The provider ended a limit of one key. One that ends on its date sends qps_request.ended.",
    data: z.object(limit),
    example: {
      ...EXAMPLE_DEED,
      by: { type: "staff", id: null, name: null },
      kind: "qps",
      unit: "requests",
      value: 50,
      classId: null,
    },
    say: (data) => sentence(data, "had a limit ended"),
  }),
  "key.rotated": eventType({
    label: "Key rotated",
    means: "A key got a new secret, by a person, a program or the organization's policy.",
    data: z.object({
      ...keyDeed,
      /** `null`: the old secret has ended. */
      oldSecretEndsAt: eventTime.nullable(),
      startsAtFirstUse: z.boolean(),
    }),
    example: { ...EXAMPLE_DEED, oldSecretEndsAt: "2026-03-02T09:30:00.000Z", startsAtFirstUse: false },
    say: (data) =>
      sentence(
        data,
        data.oldSecretEndsAt === null
          ? "was rotated; the old secret has ended:"
          : `was rotated; the old secret works until ${shownTime(data.oldSecretEndsAt)}:`,
      ),
  }),
  "key.rotation_extended": eventType({
    label: "Rotation extended",
    means: "The old secret of a key works longer.",
    data: z.object({ ...keyDeed, oldSecretEndsAt: eventTime.nullable() }),
    example: { ...EXAMPLE_DEED, oldSecretEndsAt: "2026-03-03T09:30:00.000Z" },
    say: (data) => sentence(data, "had its rotation extended"),
  }),
  "key.rotation_finished": plainDeed(
    "Rotation finished",
    "Somebody ended the old secret before its time.",
    "had its rotation finished",
  ),
  "key.rotation_cancelled": plainDeed(
    "Rotation cancelled",
    "Somebody took a rotation back; the old secret is the current one again.",
    "had its rotation cancelled",
  ),
  "key.secret_first_used": plainDeed(
    "New secret used",
    "The new secret of a rotation was used for the first time, and the end of the old one moved.",
    "was called with its new secret for the first time; seen",
  ),
  "key.secret_retired": plainDeed(
    "Old secret ended",
    "The overlap of a rotation is over: the old secret is refused.",
    "has an old secret that ended, noted",
  ),
  "key.disabled": plainDeed(
    "Key disabled",
    "Every call with the key is refused until somebody enables it.",
    "was disabled",
  ),
  "key.enabled": plainDeed("Key enabled", "The key works again, within its dates and limits.", "was enabled"),
  "key.deleted": plainDeed(
    "Key deleted",
    "The key went to the trash and works nowhere. It can be restored for 30 days.",
    "was deleted",
  ),
  "key.restored": plainDeed("Key restored", "A deleted key came back.", "was restored"),
  "key.purged": plainDeed(
    "Key purged",
    "A key was in the trash for 30 days and is gone for good.",
    "was purged from the trash",
  ),
  "key.transferred": eventType({
    label: "Key handed over",
    means: "A member left, and the key became somebody else's.",
    data: z.object({ ...keyDeed, toUserId: z.string().nullable() }),
    example: { ...EXAMPLE_DEED, toUserId: "usr_9zYxWvUtSrQpOnMlKjIhGf" },
    say: (data) => sentence(data, "was handed over"),
  }),
  "key.leak_reported": eventType({
    label: "Leak reported by a person",
    means: "Somebody says that secrets of the key are in the wrong hands.",
    data: z.object({ ...keyDeed, secretsThatWork: z.number() }),
    example: { ...EXAMPLE_DEED, secretsThatWork: 1 },
    say: (data) => sentence(data, "was reported as leaked"),
  }),
  "key.expires_soon": eventType({
    label: "Key expires soon",
    means: "A key ends in 14, 7 or 1 days; once each.",
    data: z.object({ ...eventKey, expiresAt: eventTime }),
    example: { ...EXAMPLE_KEY, expiresAt: "2026-03-08T00:00:00.000Z" },
    say: ({ keyName, expiresAt }) => `Key “${keyName}” expires at ${shownTime(expiresAt)}.`,
  }),
  "key.rotation_due": eventType({
    label: "Rotation due",
    means: "A key is to be rotated, or is overdue, as its rotation interval says.",
    data: z.object({ ...eventKey, dueAt: eventTime, rotatesItselfAt: eventTime.nullable() }),
    example: { ...EXAMPLE_KEY, dueAt: "2026-03-08T00:00:00.000Z", rotatesItselfAt: null },
    say: ({ keyName, dueAt }) => `Key “${keyName}” is due for rotation at ${shownTime(dueAt)}.`,
  }),
  "key.old_secret_ends_soon": eventType({
    label: "Old secret ends soon",
    means: "An old secret that clients still use ends within 24 hours, or within one.",
    data: z.object({ ...eventKey, endsAt: eventTime }),
    example: { ...EXAMPLE_KEY, endsAt: "2026-03-02T09:30:00.000Z" },
    say: ({ keyName, endsAt }) =>
      `Clients still use the old secret of key “${keyName}”. It ends at ${shownTime(endsAt)}.`,
  }),
} as const;

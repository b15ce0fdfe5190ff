import type { Annotation } from "@/lib/usage/breakdown-schemas";

const WORDS: Readonly<Record<string, string>> = {
  "key.rotated": "rotated",
  "key.rotation_finished": "rotation finished",
  "key.rotation_cancelled": "rotation cancelled",
  "key.edited": "edited",
  "key.restrictions_set": "restrictions changed",
  "key.access_set": "access changed",
  "key.validity_set": "validity changed",
  "key.limits_set": "limits changed",
  "key.limit_granted": "limit granted",
  "key.limit_ended": "limit ended",
  "org.limit_granted": "limit granted to the organization",
  "org.limit_ended": "limit of the organization ended",
  "key.disabled": "disabled",
  "key.enabled": "enabled",
  "key.deleted": "deleted",
  "key.restored": "restored",
  "org.suspended": "organization suspended",
  "org.unsuspended": "organization no longer suspended",
};

/** `Fleet tracker rotated`. */
export function wordsOf({ action, keyName }: Pick<Annotation, "action" | "keyName">): string {
  const words = WORDS[action] ?? action.replaceAll(/[._]/g, " ");
  if (keyName !== null) return `${keyName}: ${words}`;
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}

import type { BadgeTone } from "@/components/ui/badge";
import type { KeySort } from "@/lib/keys/list-schema";
import type { BillingType, KeyStatus } from "@/lib/keys/schemas";

/** The word and colour of each state of a key. */
export const STATUS_WORDS = {
  active: { word: "Active", tone: "ok" },
  disabled: { word: "Disabled", tone: "danger" },
  disabled_by_staff: { word: "Disabled by staff", tone: "danger" },
  not_yet_valid: { word: "Not yet valid", tone: "info" },
  expired: { word: "Expired", tone: "warn" },
  deleted: { word: "Deleted", tone: "idle" },
} as const satisfies Record<KeyStatus, { word: string; tone: BadgeTone }>;

/** What a billing type is called, and what it is for. */
export const BILLING_WORDS = {
  paying: { word: "Paying", help: "Production traffic under your contract." },
  evaluation: { word: "Evaluation", help: "Trying products out before they go live." },
  free: { word: "Free", help: "Internal tools and tests that are not invoiced." },
  freemium: { word: "Freemium", help: "The free allowance of your plan." },
  pay_as_you_grow: { word: "Pay as you grow", help: "Invoiced by use, beyond the free allowance." },
} as const satisfies Record<BillingType, { word: string; help: string }>;

/** What a key may do with the products it is valid for. */
export const ACCESS_WORDS = {
  read: { word: "Read", help: "GET, HEAD and OPTIONS requests only." },
  write: { word: "Read and write", help: "Every method." },
} as const;

/** Sorts as a person chooses them: direction included. */
export const SORT_WORDS = {
  "created.desc": "Newest first",
  "created.asc": "Oldest first",
  "name.asc": "Name, A to Z",
  "name.desc": "Name, Z to A",
  "requests.desc": "Most requests first",
  "requests.asc": "Fewest requests first",
  "last_used.desc": "Last used first",
  "last_used.asc": "Unused longest first",
  "rotated.desc": "Rotated last first",
  "rotated.asc": "Not rotated longest first",
  "expires.asc": "Expiring first",
  "expires.desc": "Expiring last first",
} as const satisfies Record<`${KeySort}.${"asc" | "desc"}`, string>;

// Apart from the schemas that are made of them: a page that only shows or offers these words needs no schema.

/** Every billing type a key can have. */
export const BILLING_TYPES = ["paying", "evaluation", "free", "freemium", "pay_as_you_grow"] as const;

/** The billing types an organization of each type may give its keys; a form starts with the first one. */
export const BILLING_TYPES_OF_ORG = {
  enterprise: ["paying", "evaluation", "free"],
  self_serve: ["freemium", "pay_as_you_grow"],
} as const satisfies Record<"enterprise" | "self_serve", readonly (typeof BILLING_TYPES)[number][]>;

/** States of a key that a list shows and filters by. */
export const LISTED_STATUSES = [
  "active",
  "disabled",
  "disabled_by_staff",
  "not_yet_valid",
  "expired",
] as const;

/** What the list can be sorted by; `requests`: those of the last 24 hours. */
export const SORTS = ["created", "name", "requests", "last_used", "rotated", "expires"] as const;
export const DIRECTIONS = ["asc", "desc"] as const;

/** What can be said of a key besides its status. `unrestricted`: nothing of it is enforced but products, access and dates. */
export const TRAITS = ["unrestricted", "rotating", "leaked"] as const;

/** How many keys a page of the list holds at most. */
export const PAGE_SIZE_MAX = 100;
/** How many keys an organization can hold (deleted ones do not count). */
export const KEYS_PER_ORG_MAX = 20_000;
/** Longest life a key can be given, in days. */
export const EXPIRY_DAYS_MAX = 3650;
/** Days for which a deleted key can be restored; then it is purged. */
export const TRASH_DAYS = 30;

/** How long a note can be, and how many tags a key can have. */
export const NOTE_MAX = 2000;
export const TAGS_MAX = 20;

/** Longest overlap any deployment can allow: the upper bound of its own cap. */
export const OVERLAP_MAX_HOURS = 720;
/** Overlaps a person is offered, in hours; 0 ends the old secret at once. Those over the deployment's cap are left out. */
export const OVERLAP_CHOICES_HOURS = [0, 1, 3, 24, 48] as const;
/** Longest interval of a rotation policy, in days. */
export const ROTATE_EVERY_DAYS_MAX = 730;

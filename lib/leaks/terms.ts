import { OVERLAP_CHOICES_HOURS } from "@/lib/keys/terms";

/** How many secrets, or keys, one look-up takes. */
export const LOOKUP_MAX = 20;
/** How many addresses a key can be restricted to. */
export const ADDRESSES_MAX = 100;
/** How long the old secret works on when a leaked key is rotated with time to move. */
export const LEAK_OVERLAP_HOURS = OVERLAP_CHOICES_HOURS[1];

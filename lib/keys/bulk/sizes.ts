/** How many keys can be chosen for one operation. */
export const BULK_KEYS_MAX = 10_000;
/** How many of them are looked at in one question. */
export const BULK_PREVIEW_MAX = 1000;
/** How many of them are sent at once: few enough that a person sees the work go on. */
export const BULK_BATCH_MAX = 25;

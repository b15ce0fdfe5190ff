import type { ActionResult } from "@/lib/actions/result";

/** Marks single notices, or all that were there at a moment. */
export type MarkRead = (input: { ids?: string[]; until?: string | null }) => Promise<ActionResult<null>>;

import type { ErrorCode } from "@/lib/errors/codes";

/** What went wrong, in words a person can act on. `requestId` finds the same event in the log and the audit. */
export type ActionError = {
  code: ErrorCode;
  message: string;
  /** Field name (dotted for nested ones) → sentences that mend it. */
  fields?: Record<string, string[]>;
  retryAfterSeconds?: number;
  requestId: string;
};

/** What every server action answers. Expected failures are values; only navigation is thrown. */
export type ActionResult<T> = { ok: true; data: T } | { ok: false; error: ActionError };

/** Input of an action; left out when no field of it is required. */
export type ActionInput<In> = Record<never, never> extends In ? [rawInput?: In] : [rawInput: In];

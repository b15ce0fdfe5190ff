import type { ErrorCode } from "@/lib/errors/codes";

/** Why the numbers could not be had, in words for a person. */
export class UsageError extends Error {
  override readonly name = "UsageError";
  readonly code: ErrorCode;
  readonly requestId: string | undefined;

  constructor(code: ErrorCode, message: string, requestId?: string) {
    super(message);
    this.code = code;
    this.requestId = requestId;
  }
}

/** Reads a refusal of ours; anything else that came back (a proxy's page, say) counts as unavailable. */
export async function readFailure(response: Response): Promise<UsageError> {
  const body: unknown = await response.json().catch(() => null);
  // What reads it comes with the first refusal, not with every page.
  const { Failure, UNAVAILABLE } = await import("./failure");
  const failure = Failure.safeParse(body);
  if (!failure.success) return new UsageError("unavailable", UNAVAILABLE);
  const { code, message, fields, requestId } = failure.data;
  const words = Object.values(fields ?? {}).flat();
  return new UsageError(code, words.length > 0 ? words.join(" ") : message, requestId);
}

/** Whatever went wrong, in words for a person; what is not one of our answers never arrived. */
export function asUsageError(error: Error): UsageError {
  if (error instanceof UsageError) return error;
  return new UsageError("unavailable", "The answer did not arrive. Check your connection.");
}

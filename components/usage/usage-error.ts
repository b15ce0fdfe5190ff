import { z } from "zod";
import { ERROR_CODES, type ErrorCode } from "@/lib/errors/codes";

const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(ERROR_CODES, code);

const Failure = z.object({
  code: z.string().refine(isErrorCode),
  message: z.string(),
  fields: z.record(z.string(), z.array(z.string())).optional(),
  requestId: z.string(),
});

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
  const failure = Failure.safeParse(body);
  if (!failure.success) return new UsageError("unavailable", ERROR_CODES.unavailable.message);
  const { code, message, fields, requestId } = failure.data;
  const words = Object.values(fields ?? {}).flat();
  return new UsageError(code, words.length > 0 ? words.join(" ") : message, requestId);
}

/** Whatever went wrong, in words for a person; what is not one of our answers never arrived. */
export function asUsageError(error: Error): UsageError {
  if (error instanceof UsageError) return error;
  return new UsageError("unavailable", "The answer did not arrive. Check your connection.");
}

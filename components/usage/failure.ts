import { z } from "zod";
import { ERROR_CODES, type ErrorCode } from "@/lib/errors/codes";

const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(ERROR_CODES, code);

/** A refusal as our own routes answer it. */
export const Failure = z.object({
  code: z.string().refine(isErrorCode),
  message: z.string(),
  fields: z.record(z.string(), z.array(z.string())).optional(),
  requestId: z.string(),
});

/** What is said where no refusal of ours came. */
export const UNAVAILABLE = ERROR_CODES.unavailable.message;

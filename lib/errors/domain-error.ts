import { ERROR_CODES, type ErrorCode } from "./codes";

type Details = {
  /** Replaces the code's public sentence; never carries anything internal. */
  message?: string;
  /** Field name → sentences that mend it. */
  fields?: Record<string, string[]>;
  /** Seconds to wait, for `too_many_attempts`. */
  retryAfterSeconds?: number;
  cause?: unknown;
};

/** An outcome a person can do something about; anything else that is thrown is a fault of ours. */
export class DomainError extends Error {
  override readonly name = "DomainError";
  readonly code: ErrorCode;
  readonly fields: Record<string, string[]> | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode, details: Details = {}) {
    super(details.message ?? ERROR_CODES[code].message, { cause: details.cause });
    this.code = code;
    this.fields = details.fields;
    this.retryAfterSeconds = details.retryAfterSeconds;
  }

  get status(): number {
    return ERROR_CODES[this.code].status;
  }
}

/** By name, not `instanceof`: Next's bundles each hold their own copy of this module. */
export function isDomainError(value: unknown): value is DomainError {
  return value instanceof Error && value.name === "DomainError";
}

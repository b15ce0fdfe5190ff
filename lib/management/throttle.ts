import { DomainError } from "@/lib/errors/domain-error";
import { SlidingLog } from "./sliding-log";

/** Requests of one token in any minute. */
export const REQUESTS_PER_MINUTE = 600;
/** Tries of one address with a token that does not work, in any minute. */
export const FAILURES_PER_MINUTE = 60;

const MINUTE_MS = 60_000;
const POLICY = "management";

type Logs = { requests: SlidingLog; failures: SlidingLog };

// Next may load this module more than once; a limit is one limit.
const slot = Symbol.for("keyward.management-throttle");
const holder = globalThis as { [slot]?: Logs };

function logs(): Logs {
  holder[slot] ??= {
    requests: new SlidingLog({ limit: REQUESTS_PER_MINUTE, windowMs: MINUTE_MS }),
    failures: new SlidingLog({ limit: FAILURES_PER_MINUTE, windowMs: MINUTE_MS }),
  };
  return holder[slot];
}

/**
 * Counts a request of a token and answers `RateLimit-Policy` and `RateLimit`, which every answer to it carries.
 * @throws {TooManyRequests} When the token has made `REQUESTS_PER_MINUTE` in the last minute.
 */
export function countRequest(tokenId: string, now: Date): Record<string, string> {
  const held = logs().requests.take(tokenId, now.getTime());
  const headers = {
    "RateLimit-Policy": `"${POLICY}";q=${REQUESTS_PER_MINUTE};w=${MINUTE_MS / 1000}`,
    RateLimit: `"${POLICY}";r=${held.remaining};t=${held.resetSeconds}`,
  };
  if (!held.isAdmitted) throw new TooManyRequests(held.resetSeconds, headers);
  return headers;
}

/** @throws {DomainError} `too_many_attempts` for an address that has just failed `FAILURES_PER_MINUTE` times. */
export function requireFewFailures(ip: string, now: Date): void {
  const { isAdmitted, resetSeconds } = logs().failures.look(ip, now.getTime());
  if (!isAdmitted) throw new DomainError("too_many_attempts", { retryAfterSeconds: resetSeconds });
}

/** Notes that an address came with a token that does not work. */
export function noteFailure(ip: string, now: Date): void {
  logs().failures.take(ip, now.getTime());
}

/** A token is over its limit; the answer says so in its headers, too. */
export class TooManyRequests extends DomainError {
  readonly headers: Record<string, string>;

  constructor(retryAfterSeconds: number, headers: Record<string, string>) {
    super("too_many_attempts", {
      message: `This token has made ${REQUESTS_PER_MINUTE} requests within a minute. Wait as long as Retry-After says.`,
      retryAfterSeconds,
    });
    this.headers = headers;
  }
}

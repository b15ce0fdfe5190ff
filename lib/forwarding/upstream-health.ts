import type { ForwardFailure } from "./failure";

type Failure = Exclude<ForwardFailure, "body_too_large">;

/** How the calls to one origin went, since the process began. For metrics; no call is decided by it. */
export class UpstreamHealth {
  readonly origin: string;
  answered = 0;
  readonly failed: Record<Failure, number> = { upstream_unreachable: 0, upstream_timeout: 0 };
  /** Calls tried a second time. */
  repeated = 0;
  /** Unix time in milliseconds; null while there was none. */
  lastFailureAt: number | null = null;
  #isFailing = false;

  constructor(origin: string) {
    this.origin = origin;
  }

  /** Whether the latest call was answered, or none was made yet. */
  get isUp(): boolean {
    return !this.#isFailing;
  }

  noteAnswered(): void {
    this.answered += 1;
    this.#isFailing = false;
  }

  noteFailed(failure: Failure, now: number): void {
    this.failed[failure] += 1;
    this.lastFailureAt = now;
    this.#isFailing = true;
  }
}

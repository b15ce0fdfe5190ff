import { kindOf } from "./call-kinds";
import type { Admitted, Call, Refused } from "./decision";
import type { CallKind, RestrictionKind, UsageRecord } from "./ports";

/** How a call ended, as the host saw it. */
export type Ending = {
  /** Unix time of the call, whole milliseconds. */
  readonly at: number;
  readonly status: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly latencyMs: number;
  readonly requestId: string;
};

/**
 * The one record of a decided call. Holds no path, no query, no header: what is told of them is a pattern, a family, a host,
 * and what a refusing gate saw, without secrets and cut short. Nothing of the call is kept alive by it.
 * @param countryOf ISO 3166 code of an address, null where unknown.
 */
export function usageRecordOf(
  verdict: Admitted | Refused,
  call: Pick<Call, "ip" | "method" | "headers">,
  ending: Ending,
  countryOf: (ip: string) => string | null = nowhere,
): UsageRecord {
  return new DecidedCall(kindOf(verdict, call, ending.status, ending.at, countryOf), ending);
}

function nowhere(): null {
  return null;
}

/** Six facts of its own; all else is its kind's. */
class DecidedCall implements UsageRecord {
  readonly kind: CallKind;
  readonly at: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly latencyMs: number;
  readonly requestId: string;

  constructor(kind: CallKind, { at, bytesIn, bytesOut, latencyMs, requestId }: Ending) {
    this.kind = kind;
    this.at = at;
    this.bytesIn = bytesIn;
    this.bytesOut = bytesOut;
    this.latencyMs = latencyMs;
    this.requestId = requestId;
  }

  get orgId(): string {
    return this.kind.orgId;
  }
  get keyId(): string {
    return this.kind.keyId;
  }
  get secretId(): string {
    return this.kind.secretId;
  }
  get tokenId(): string {
    return this.kind.tokenId;
  }
  get productId(): string {
    return this.kind.productId;
  }
  get classId(): string {
    return this.kind.classId;
  }
  get endpoint(): string {
    return this.kind.endpoint;
  }
  get method(): string {
    return this.kind.method;
  }
  get access(): "read" | "write" | "" {
    return this.kind.access;
  }
  get inQuery(): boolean {
    return this.kind.inQuery;
  }
  get status(): number {
    return this.kind.status;
  }
  get code(): string {
    return this.kind.code;
  }
  get saw(): string {
    return this.kind.saw;
  }
  get rule(): string {
    return this.kind.rule;
  }
  get observed(): readonly RestrictionKind[] {
    return this.kind.observed;
  }
  get ip(): string {
    return this.kind.ip;
  }
  get country(): string {
    return this.kind.country;
  }
  get agent(): string {
    return this.kind.agent;
  }
  get referrer(): string {
    return this.kind.referrer;
  }
}

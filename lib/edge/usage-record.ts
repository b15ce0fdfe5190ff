import { agentFamily } from "./agent-family";
import type { Admitted, Call, Refused } from "./decision";
import { explain } from "./explain";
import type { RestrictionKind, UsageRecord } from "./ports";
import { referrerHost } from "./referrer";
import { shown } from "./shown";

/** How a call ended, as the host saw it. */
export type Ending = {
  /** Unix time of the call, milliseconds. */
  readonly at: number;
  readonly status: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly latencyMs: number;
  readonly requestId: string;
};

/** How much is kept of what a gate saw and of the rule it held against it. */
const MAX_EXPLANATION = 200;
const MAX_METHOD = 32;
const MAX_ADDRESS = 64;

/**
 * The one record of a decided call. Holds no path, no query, no header: what is told of them is a pattern, a family, a host,
 * and what a refusing gate saw, without secrets and cut short.
 *
 * Only refers to the call: everything is worked out when it is asked for, which is once, by whoever writes it down.
 * @param countryOf ISO 3166 code of an address, null where unknown.
 */
export function usageRecordOf(
  verdict: Admitted | Refused,
  call: Pick<Call, "ip" | "method" | "headers">,
  ending: Ending,
  countryOf: (ip: string) => string | null = nowhere,
): UsageRecord {
  return new DecidedCall(verdict, call, ending, countryOf);
}

function nowhere(): null {
  return null;
}

class DecidedCall implements UsageRecord {
  readonly #verdict: Admitted | Refused;
  readonly #call: Pick<Call, "ip" | "method" | "headers">;
  readonly #ending: Ending;
  readonly #countryOf: (ip: string) => string | null;

  constructor(
    verdict: Admitted | Refused,
    call: Pick<Call, "ip" | "method" | "headers">,
    ending: Ending,
    countryOf: (ip: string) => string | null,
  ) {
    this.#verdict = verdict;
    this.#call = call;
    this.#ending = ending;
    this.#countryOf = countryOf;
  }

  get at(): number {
    return this.#ending.at;
  }
  get orgId(): string {
    return this.#verdict.key?.orgId ?? "";
  }
  get keyId(): string {
    return this.#verdict.key?.keyId ?? "";
  }
  get secretId(): string {
    return this.#verdict.key?.secretId ?? "";
  }
  get tokenId(): string {
    return this.#verdict.tokenId;
  }
  get productId(): string {
    return this.#verdict.route?.product.id ?? "";
  }
  get classId(): string {
    return this.#verdict.route?.endpointClass.id ?? "";
  }
  get endpoint(): string {
    return this.#verdict.route?.template ?? "";
  }
  get method(): string {
    return shown(this.#call.method, MAX_METHOD);
  }
  get access(): "read" | "write" {
    const { method } = this.#call;
    return method === "GET" || method === "HEAD" || method === "OPTIONS" ? "read" : "write";
  }
  get status(): number {
    return this.#ending.status;
  }
  get code(): string {
    return this.#verdict.kind === "refused" ? this.#verdict.code : "";
  }
  get saw(): string {
    return this.#explanation("saw");
  }
  get rule(): string {
    return this.#explanation("rule");
  }
  get observed(): readonly RestrictionKind[] {
    return this.#verdict.observed;
  }
  get bytesIn(): number {
    return this.#ending.bytesIn;
  }
  get bytesOut(): number {
    return this.#ending.bytesOut;
  }
  get latencyMs(): number {
    return this.#ending.latencyMs;
  }
  get ip(): string {
    return shown(this.#call.ip, MAX_ADDRESS);
  }
  get country(): string {
    return this.#countryOf(this.#call.ip) ?? "";
  }
  get agent(): string {
    return agentFamily(this.#call.headers.get("user-agent"));
  }
  get referrer(): string {
    return referrerHost(this.#call.headers);
  }
  get requestId(): string {
    return this.#ending.requestId;
  }

  #explanation(part: "saw" | "rule"): string {
    if (this.#verdict.kind !== "refused") return "";
    return shown(explain(this.#verdict, this.#call, this.#ending.at)[part], MAX_EXPLANATION);
  }
}

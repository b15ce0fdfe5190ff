import { agentFamily } from "./agent-family";
import type { Admitted, Call, Refused } from "./decision";
import { type Explanation, explain, isExplainedByKind } from "./explain";
import type { CallKind, CountryOf, RestrictionKind } from "./ports";
import { referrerHost } from "./referrer";
import { shown } from "./shown";

type Verdict = Admitted | Refused;
type Asked = Pick<Call, "ip" | "method" | "headers">;

/** How much is kept of what a gate saw and of the rule it held against it. */
const MAX_EXPLANATION = 200;
const MAX_METHOD = 32;
const MAX_ADDRESS = 64;

/** Kinds of one secret that are looked through. */
const KINDS_A_SECRET = 8;
const MAX_SECRETS = 10_000;
/** An address may belong to another country once its database was read again. */
const FORGOTTEN_AFTER_MS = 10_000;
/** What a client wrote is remembered up to this many characters in all. */
const LONGEST = 1024;

const NOTHING: Explanation = { saw: "", rule: "" };

/** The kind looked at last of each secret, which leads to the ones before. */
const kinds = new Map<string, Kind>();
let since = Number.NEGATIVE_INFINITY;

/**
 * The kind of a decided call: worked out for the first of calls that are alike and the same object for those that follow soon.
 *
 * Never taken for another's: whatever of verdict and call it is made of is compared. Bounded, and forgotten within ten seconds.
 * @param at Unix time of the call, milliseconds.
 */
export function kindOf(
  verdict: Verdict,
  call: Asked,
  status: number,
  at: number,
  countryOf: CountryOf,
): CallKind {
  if (Math.abs(at - since) > FORGOTTEN_AFTER_MS || kinds.size >= MAX_SECRETS) {
    kinds.clear();
    since = at;
  }
  const secretId = verdict.key?.secretId ?? "";
  const latest = kinds.get(secretId);
  let before: Kind | null = null;
  let looked = 0;
  for (let kind = latest ?? null; kind !== null; kind = kind.older) {
    if (kind.isOf(verdict, call, status, at, countryOf)) {
      if (before !== null && latest !== undefined) {
        before.older = kind.older;
        kind.older = latest;
        kinds.set(secretId, kind);
      }
      return kind;
    }
    looked += 1;
    if (looked === KINDS_A_SECRET) kind.older = null;
    before = kind;
  }
  const kind = new Kind(verdict, call, status, at, countryOf);
  if (kind.length <= LONGEST) {
    kind.older = latest ?? null;
    kinds.set(secretId, kind);
  }
  return kind;
}

class Kind implements CallKind {
  readonly orgId: string;
  readonly keyId: string;
  readonly secretId: string;
  readonly tokenId: string;
  readonly productId: string;
  readonly classId: string;
  readonly endpoint: string;
  readonly method: string;
  readonly access: "read" | "write";
  readonly inQuery: boolean;
  readonly status: number;
  readonly code: string;
  readonly saw: string;
  readonly rule: string;
  readonly observed: readonly RestrictionKind[];
  readonly ip: string;
  readonly country: string;
  readonly agent: string;
  readonly referrer: string;
  older: Kind | null = null;
  readonly #key: object | null;
  readonly #route: Verdict["route"];
  readonly #method: string;
  readonly #ip: string;
  readonly #userAgent: string | null;
  readonly #origin: string | null;
  readonly #referer: string | null;
  readonly #countryOf: CountryOf;
  readonly #isNoted: boolean;
  readonly #explanation: Explanation;

  constructor(verdict: Verdict, call: Asked, status: number, at: number, countryOf: CountryOf) {
    const { key, route } = verdict;
    const { ip, method, headers } = call;
    this.#key = key?.identity ?? key;
    this.#route = route;
    this.#method = method;
    this.#ip = ip;
    this.#userAgent = headers.get("user-agent");
    this.#origin = headers.get("origin");
    this.#referer = headers.get("referer");
    this.#countryOf = countryOf;
    this.#isNoted = isNoted(verdict);
    const { saw, rule } = verdict.kind === "refused" ? explain(verdict, call, at) : NOTHING;
    this.#explanation = { saw, rule };
    this.orgId = key?.orgId ?? "";
    this.keyId = key?.keyId ?? "";
    this.secretId = key?.secretId ?? "";
    this.tokenId = verdict.tokenId;
    this.productId = route?.product.id ?? "";
    this.classId = route?.endpointClass.id ?? "";
    this.endpoint = route?.template ?? "";
    this.method = shown(method, MAX_METHOD);
    this.access = method === "GET" || method === "HEAD" || method === "OPTIONS" ? "read" : "write";
    this.inQuery = verdict.credential === "query";
    this.status = status;
    this.code = verdict.kind === "refused" ? verdict.code : "";
    this.saw = shown(saw, MAX_EXPLANATION);
    this.rule = shown(rule, MAX_EXPLANATION);
    this.observed = verdict.observed;
    this.ip = shown(ip, MAX_ADDRESS);
    this.country = countryOf(ip) ?? "";
    this.agent = agentFamily(this.#userAgent);
    this.referrer = referrerHost(headers);
  }

  /** Characters a client wrote that it holds. */
  get length(): number {
    const { saw, rule } = this.#explanation;
    const fields = [this.#userAgent, this.#origin, this.#referer, this.#method, this.#ip, saw, rule];
    return fields.reduce((sum, field) => sum + (field?.length ?? 0), 0);
  }

  isOf(verdict: Verdict, call: Asked, status: number, at: number, countryOf: CountryOf): boolean {
    const { key, route, tokenId, credential, observed } = verdict;
    const { ip, method, headers } = call;
    return (
      this.#ip === ip &&
      this.status === status &&
      this.#route === route &&
      this.code === (verdict.kind === "refused" ? verdict.code : "") &&
      this.#key === (key?.identity ?? key) &&
      this.#method === method &&
      this.inQuery === (credential === "query") &&
      this.tokenId === tokenId &&
      this.#userAgent === headers.get("user-agent") &&
      this.#origin === headers.get("origin") &&
      this.#referer === headers.get("referer") &&
      this.#countryOf === countryOf &&
      isSame(this.observed, observed) &&
      (verdict.kind === "admitted" || this.#isExplainedAs(verdict, call, at))
    );
  }

  #isExplainedAs(refused: Refused, call: Asked, at: number): boolean {
    const noted = isNoted(refused);
    if (noted !== this.#isNoted) return false;
    if (!noted && isExplainedByKind(refused.code)) return true;
    const { saw, rule } = explain(refused, call, at);
    return saw === this.#explanation.saw && rule === this.#explanation.rule;
  }
}

function isNoted(verdict: Verdict): boolean {
  return verdict.kind === "refused" && (verdict.saw !== "" || verdict.rule !== "");
}

function isSame(left: readonly RestrictionKind[], right: readonly RestrictionKind[]): boolean {
  return left === right || (left.length === right.length && left.every((kind, at) => kind === right[at]));
}

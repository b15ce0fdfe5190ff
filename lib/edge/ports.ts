import type { IpAddress } from "./ip-address";
import type { CallDomain } from "./restrictions/call-domain";

/**
 * What the pure core needs from the world. Hosts hand in adapters; tests hand in fakes.
 * Times are Unix milliseconds unless a name says otherwise.
 */

/** SHA-256 of a secret as a string that is equal exactly when the digests are (the encoding is the adapter's). */
export type Digest = (secret: string) => string;

/** What the edge knows of one secret, its key and its org: everything a verdict needs, nothing more. */
export type KeyEntry = {
  readonly keyId: string;
  readonly orgId: string;
  readonly secretId: string;
  readonly secretStatus: "current" | "awaiting" | "retiring" | "retired";
  /** End of a retiring secret. Judged against the clock of each request, never baked in. */
  readonly retiresAt: number | null;
  /** When the key was last rotated: the day a retiring secret became one. */
  readonly rotatedAt: number | null;
  /** Whether it is the new secret of a rotation under way, which may still be taken back. */
  readonly isInRotation: boolean;
  readonly disabledAt: number | null;
  readonly validFrom: number | null;
  readonly expiresAt: number | null;
  readonly access: "read" | "write";
  /** The key's own switch and the org's together. */
  readonly allowQueryKey: boolean;
  /** IDs of the products this key is valid for. Shared between entries with the same set. */
  readonly productIds: readonly string[];
  /** Endpoint classes by product ID where not every class of a product may be called; null = no such product. */
  readonly classIds: Readonly<Record<string, readonly string[]>> | null;
  /**
   * Compiled once per version of the key; only what observes or enforces. Empty = unrestricted; what cannot be read lets
   * nothing pass.
   */
  readonly restrictions: readonly CompiledRestriction[] | "unreadable";
  /** Limits of the key beside the defaults of endpoint classes, of all times. */
  readonly limits: readonly LimitEntry[];
  /** Which calls go first when there is no room for all. */
  readonly billingType: BillingType;
  readonly org: OrgEntry;
  /** Stands for this version of the entry where a store hands out a new object at each look; left out: the object itself. */
  readonly identity?: object;
  /** The limiter's own note of where the log of this key lies (`LogOwner`), so that it need not search. Stores leave it out. */
  shelf?: number;
  logAt?: number;
};

/** One object per org, shared by all its keys. */
export type OrgEntry = {
  readonly orgId: string;
  readonly suspendedAt: number | null;
  /** Ceilings over all keys of the org together, of all times. */
  readonly limits: readonly LimitEntry[];
  /** How long an entry of this org may serve while the store cannot be asked. */
  readonly staleIfErrorSeconds: number;
};

export type BillingType = "paying" | "evaluation" | "free" | "freemium" | "pay_as_you_grow";

/** A limit that holds from `from` (inclusive) to `until` (exclusive), Unix milliseconds. */
export type LimitEntry = {
  readonly kind: "qps" | "qps_address" | "concurrency" | "hour" | "day" | "month";
  readonly unit: "requests" | "transactions" | "bytes";
  /** Only calls of this endpoint class; null = all together. */
  readonly classId: string | null;
  readonly value: number;
  readonly isSoft: boolean;
  /** `contract` replaces the default of a class, `customer` can only lower it. */
  readonly source: "contract" | "customer";
  readonly from: number;
  readonly until: number | null;
};

export type RestrictionKind = "domain" | "ip" | "user_agent" | "country" | "hours";

/** ISO 3166 code of the country an address is registered in; null when unknown. Answers from memory. */
export type CountryOf = (ip: string) => string | null;

/** What a restriction looks at; read from the call when first asked for. */
export interface CallFacts {
  /** What `Origin`, else `Referer` names; null when neither names a site. */
  domain(): CallDomain | null;
  /** Null when the host gave no address. */
  address(): IpAddress | null;
  /** Each User-Agent field that is not empty. */
  userAgents(): readonly string[];
  /** ISO 3166 code; null when unknown. */
  country(): string | null;
  /** Unix time, milliseconds. */
  readonly now: number;
}

/** One restriction of a key, ready to judge. */
export type CompiledRestriction = {
  readonly kind: RestrictionKind;
  /** Otherwise it only observes. */
  readonly isEnforced: boolean;
  /** Null when the call passes; else the value it saw and the rule it broke, for the log. */
  readonly judge: (facts: CallFacts) => { readonly saw: string; readonly rule: string } | null;
};

/**
 * Look-up of secrets by digest.
 *
 * `peek` answers from memory at once: an entry, `null` for "known not to exist", `undefined` for "not in memory".
 * `load` asks the store, single-flight per digest and capped per instance.
 * `load` rejects with `StoreUnavailable` when the store cannot be asked; it never answers `null` for "could not ask".
 */
export interface KeyStore {
  peek(digest: string, now: number): KeyEntry | null | undefined;
  load(digest: string, now: number): Promise<KeyEntry | null>;
}

/** The store is away, or too many look-ups are in flight: the answer is 503, never 401. */
export class StoreUnavailable extends Error {
  override readonly name = "StoreUnavailable";
}

/** A product as the edge needs it; compiled once per change, never per request. */
export type ProductEntry = {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly refusalStyle: "problem" | "tomtom";
  readonly bodyLimitBytes: number;
  readonly allowWebsocket: boolean;
  /** Lower-case names of answer headers passed on beside the usual ones; none that `mayBeExtra` refuses. */
  readonly answerHeaders: readonly string[];
  readonly upstream: UpstreamEntry;
  readonly classes: readonly ClassEntry[];
};

export type ClassEntry = {
  readonly id: string;
  readonly slug: string;
  readonly defaultQps: number;
  /** So many requests are `weightTransactions` transactions. */
  readonly weightRequests: number;
  readonly weightTransactions: number;
  readonly paths: readonly string[];
};

export type UpstreamEntry = {
  readonly id: string;
  /** Absolute `http(s)://host[:port][/prefix]` without trailing slash; `self:` already resolved by the host. */
  readonly baseUrl: string;
  readonly connectTimeoutMs: number;
  readonly headersTimeoutMs: number;
  readonly idleTimeoutMs: number;
  readonly totalTimeoutMs: number;
  /** Current assertion secret. */
  readonly signingKey: SigningKey;
};

export type SigningKey = { readonly kid: string; readonly secret: Uint8Array };

/** HMAC-SHA-256, base64url without padding. Synchronous: WebCrypto's costs 43 µs a call, Node's 2. */
export type Hmac = (secret: Uint8Array, message: string) => string;

/**
 * Takes the record of one decided call. Never blocks, never throws: counting must not cost an answer.
 * Called exactly once per decided call, before the last byte of the answer is handed to the client.
 */
export interface UsageSink {
  record(usage: UsageRecord): void;
  /**
   * There when records may wait for the end of a turn of the event loop: hands those that do to the system now. Called before the
   * last byte of the answer to a recorded call is.
   */
  writeOut?(): void;
  /**
   * There when no call may be lost: takes the record of a call that is let through, right before its upstream is asked. Its
   * end goes to `record` under the same request ID, and the two count once.
   */
  admitted?(usage: UsageRecord): void;
}

/**
 * One decided call, as plain data. IDs are `""` where a refused call belongs to none. Holds no path, no query, no header, no secret.
 */
export type UsageRecord = {
  /** Unix time, whole milliseconds. */
  readonly at: number;
  readonly orgId: string;
  readonly keyId: string;
  readonly secretId: string;
  /** The access token the call came with, `""` without one. */
  readonly tokenId: string;
  readonly productId: string;
  readonly classId: string;
  /** Path pattern that matched, as it was saved. */
  readonly endpoint: string;
  readonly method: string;
  /** What the method asks for; `""` where an old journal does not say. */
  readonly access: "read" | "write" | "";
  /** Whether the key came in the query string. */
  readonly inQuery: boolean;
  /** Final HTTP status as the client saw it; 0 when nobody lived to see it. */
  readonly status: number;
  /** Refusal code, `""` when forwarded. */
  readonly code: string;
  /** What the refusing gate saw and the rule it held against it: no secrets, no control characters, at most 200 each. `""` unless refused. */
  readonly saw: string;
  readonly rule: string;
  /** Restrictions that only observe and would have refused. */
  readonly observed: readonly RestrictionKind[];
  readonly bytesIn: number;
  readonly bytesOut: number;
  /** With fractions; 0 when nobody measured it. */
  readonly latencyMs: number;
  /** Client address. */
  readonly ip: string;
  /** ISO 3166 code, `""` when unknown. */
  readonly country: string;
  /** Family of the user agent, `""` without one. */
  readonly agent: string;
  /** Host of `Origin`, else of `Referer`; `""` when neither names one. */
  readonly referrer: string;
  readonly requestId: string;
  /** What it shares with the calls that are alike, as one object for all of them; left out where nobody looked. */
  readonly kind?: CallKind;
};

/**
 * What calls that are alike share: everything but when, how much, how long and the ID. A sink may keep by it what it worked
 * out for one of them.
 */
export type CallKind = Omit<UsageRecord, "at" | "bytesIn" | "bytesOut" | "latencyMs" | "requestId" | "kind">;

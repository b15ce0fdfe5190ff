import type { CredentialSource } from "./credentials";
import type { HeaderReader } from "./headers";
import type { LimitView, PolicyName } from "./limit";
import type { CallLease } from "./limits/call-lease";
import type { CounterStore } from "./limits/counter-store";
import type { LoadGauge } from "./limits/shedding";
import type { LookupGuard } from "./lookup-guard";
import type { NewSecrets } from "./new-secrets";
import type { Route, Router } from "./paths";
import type { CountryOf, Digest, KeyEntry, KeyStore, RestrictionKind } from "./ports";
import type { QpsLimiter } from "./qps-limiter";
import type { TokenTrust } from "./tokens/token-trust";
import type { VerifiedTokens } from "./tokens/verified-tokens";
import type { RefusalCode } from "./verdict";

/** One call as plain data; hosts build it without copying. */
export type Call = {
  readonly method: string;
  /** The request target exactly as it came on the wire. */
  readonly target: string;
  readonly headers: HeaderReader;
  /** Client address: the socket's peer, or what a trusted proxy says. */
  readonly ip: string;
  /** Whether the client's connection was encrypted: the socket's own, or what a trusted proxy says of it. */
  readonly isSecure: boolean;
  /** Value of `Content-Length`, null without one (chunked, or no body). */
  readonly contentLength: number | null;
  /** When it arrived: milliseconds of a clock that never steps (`performance.now()`). Limits go by it. */
  readonly arrivedAt: number;
};

/** What the decision needs. One object per process; everything in it is shared between calls. */
export type EdgeDeps = {
  readonly digest: Digest;
  readonly keys: KeyStore;
  /** The same keys, asked for by the ID of a secret in place of a digest: how a token leads to its key. */
  readonly keysBySecretId: KeyStore;
  readonly tokens: TokenTrust;
  readonly verifiedTokens: VerifiedTokens;
  /** `router` is replaced as a whole when products change. */
  readonly catalog: { readonly router: Router };
  readonly limiter: QpsLimiter;
  /** Every limit that is not the key's queries per second in this process alone. */
  readonly counters: CounterStore;
  /** Who is turned away because there is no room for all. */
  readonly load: LoadGauge;
  readonly guard: LookupGuard;
  readonly newSecrets: NewSecrets;
  readonly country: CountryOf;
  /** Whether a call over an unencrypted connection is refused. */
  readonly requiresTls: boolean;
  /** Hears of each known key that was sent over one. */
  readonly exposed: { note(keyId: string, now: number): void };
  /** Lower-case names of headers that carry a secret. */
  readonly keyHeaders: readonly string[];
};

/** What every verdict tells, for answers and metering. */
type Decided = {
  /** Null when the path belongs to no product, or was not judged. */
  readonly route: Route | null;
  /** Null unless the secret was looked up and known. */
  readonly key: KeyEntry | null;
  readonly credential: CredentialSource;
  /** The access token the call came with, once believed; `""` without one. */
  readonly tokenId: string;
  /** Limits the call was held against; empty when it did not reach gate 12. */
  readonly limits: readonly LimitView[];
  /** Restrictions that only observe and would have refused the call. */
  readonly observed: readonly RestrictionKind[];
};

export type Admitted = Decided & {
  readonly kind: "admitted";
  /** Has to hear how the call ended, exactly once; null when nothing waits for that. */
  readonly lease: CallLease | null;
  readonly route: Route;
  readonly key: KeyEntry;
  /** Raw path as it came. */
  readonly path: string;
  /** Raw query without the key, `?` included, `""` when nothing is left. */
  readonly query: string;
};

export type Refused = Decided & {
  readonly kind: "refused";
  readonly code: RefusalCode;
  /** Milliseconds after which a retry can succeed; 0 where a retry does not help. */
  readonly retryAfterMs: number;
  /** Policies that refused, for 429. */
  readonly violated: readonly PolicyName[];
  /** What the gate saw, as the client sent it, and the rule it held against it; `""` where the code says it all. */
  readonly saw: string;
  readonly rule: string;
};

/** A CORS preflight: answered here, needs no key, counts as nothing. */
export type Preflight = { readonly kind: "preflight" };

export type Verdict = Admitted | Refused | Preflight;

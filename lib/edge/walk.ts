import type { CredentialSource, Presented } from "./credentials";
import type { Admitted, Call, EdgeDeps, Refused } from "./decision";
import type { LimitView, PolicyName } from "./limit";
import type { CallLease } from "./limits/call-lease";
import type { Route } from "./paths";
import type { KeyEntry, RestrictionKind } from "./ports";
import type { TokenClaims } from "./tokens/parse-token";
import type { RefusalCode } from "./verdict";

const NONE: readonly never[] = [];

/** What the gates find out about one call on its way. The only object a decision allocates before its verdict. */
export class Walk implements Presented {
  readonly call: Call;
  readonly deps: EdgeDeps;
  readonly now: number;
  /** Where the query begins, -1 without one. */
  readonly queryAt: number;
  /** Whether the target holds no escape, which spares decoding. */
  isPlain = false;
  source: CredentialSource = "none";
  /** The credential as presented. */
  value = "";
  query = "";
  route: Route | null = null;
  key: KeyEntry | null = null;
  /** The access token the call came with, once believed. */
  token: TokenClaims | null = null;
  limits: readonly LimitView[] = NONE;
  lease: CallLease | null = null;
  violated: readonly PolicyName[] = NONE;
  observed: readonly RestrictionKind[] = NONE;
  retryAfterMs = 0;
  /** For whoever asks why: set by the gate that refuses. */
  saw = "";
  rule = "";

  constructor(call: Call, deps: EdgeDeps, now: number) {
    this.call = call;
    this.deps = deps;
    this.now = now;
    this.queryAt = call.target.indexOf("?");
  }

  get pathEnd(): number {
    return this.queryAt === -1 ? this.call.target.length : this.queryAt;
  }

  admitted(): Admitted {
    const { route, key } = this;
    if (route === null || key === null) throw new Error("A call was admitted without product or key.");
    return {
      kind: "admitted",
      lease: this.lease,
      route,
      key,
      credential: this.source,
      tokenId: this.token?.id ?? "",
      limits: this.limits,
      observed: this.observed,
      path: this.call.target.slice(0, this.pathEnd),
      query: this.query,
    };
  }

  refused(code: RefusalCode): Refused {
    return {
      kind: "refused",
      code,
      route: this.route,
      key: this.key,
      credential: this.source,
      tokenId: this.token?.id ?? "",
      limits: this.limits,
      observed: this.observed,
      retryAfterMs: this.retryAfterMs,
      violated: this.violated,
      saw: this.saw,
      rule: this.rule,
    };
  }
}

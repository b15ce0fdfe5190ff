import type { Limit } from "../limit";
import type { Endable } from "../limits/call-lease";
import type { Claim, Taken } from "../limits/counter-store";
import { LocalWindows } from "../limits/local-windows";
import { judgeTogether } from "../limits/together";
import type { QpsLimiter } from "../qps-limiter";
import { HeldQuota } from "./held-quota";
import type { HeldScopes, Part } from "./held-scopes";

const UNKNOWN_MS = 1000;

/**
 * Counts while nobody can be asked: each instance takes its share of a rate and of places, at least one. Of a quota it
 * spends what it holds; then a strict one refuses, and a soft one goes on and settles later.
 *
 * It is told of every call this instance admits, alone or not: a switch does not begin with an empty second.
 */
export class AloneCounters {
  readonly #windows: LocalWindows;
  readonly #scopes: HeldScopes;

  constructor(limiter: QpsLimiter, scopes: HeldScopes) {
    this.#windows = new LocalWindows(limiter);
    this.#scopes = scopes;
  }

  /** A call was admitted with everybody asked. */
  note(claim: Claim, { ruling }: Part, value: number): void {
    const window = this.#windows.windowOf(ruling, claim, value);
    if (window.waitMs(claim.at) <= 0) window.take(claim.at);
  }

  /** Whether this instance has used up its share of a rate. */
  isOverShare(claim: Claim, { ruling }: Part, live: number): boolean {
    return this.#windows.windowOf(ruling, claim, shareOf(ruling.value, live)).waitMs(claim.at) > 0;
  }

  take(claim: Claim, parts: readonly Part[], live: number, touch: (part: Part) => void): Taken {
    const endables: Endable[] = [];
    const limits = parts.map((part): Limit => {
      const { ruling, scope } = part;
      if (ruling.kind === "qps" || ruling.kind === "qps_address") {
        return this.#windows.windowOf(ruling, claim, shareOf(ruling.value, live));
      }
      const view = part.viewOf(claim);
      if (scope instanceof HeldQuota) {
        const limit: Limit = {
          ...view,
          waitMs: () => (scope.canHoldAlone ? 0 : UNKNOWN_MS),
          take: () => {
            if (!scope.hold(claim.at)) scope.owe();
            endables.push(part.begin(touch) ?? scope);
          },
        };
        return limit;
      }
      const share = shareOf(ruling.value, live);
      return {
        ...view,
        quota: share,
        remaining: () => Math.max(0, share - this.#scopes.underWay.of(ruling.scope)),
        waitMs: () => (this.#scopes.underWay.of(ruling.scope) < share ? 0 : 1),
        take: () => {
          const endable = part.begin(touch);
          if (endable !== null) endables.push(endable);
        },
      };
    });
    return judgeTogether(limits, endables, claim.at);
  }
}

/** One instance's part of a limit, at least one of whatever is not nothing. */
export function shareOf(value: number, live: number): number {
  return value === 0 ? 0 : Math.max(1, Math.floor(value / live));
}

import type { LimitView } from "../limit";
import type { Endable } from "../limits/call-lease";
import type { Claim } from "../limits/counter-store";
import { type Span, spanOf } from "../limits/period";
import type { Ruling } from "../limits/rulings";
import { UnderWay } from "../limits/under-way";
import type { Scope } from "./counter-asks";
import { HeldPlaces } from "./held-places";
import { HeldQuota, type Lack } from "./held-quota";
import { HeldWindow } from "./held-window";

/** Windows nobody used for two of these are dropped. */
const GENERATION_MS = 20_000;

/** One limit of one call, in front of what this instance holds of it. */
export interface Part {
  readonly ruling: Ruling;
  readonly scope: Scope;
  readonly lack: Lack;
  readonly isLow: boolean;
  /** Whether it is one of calls per second. */
  readonly isRate: boolean;
  /** Milliseconds for which a refusal is known to last. */
  waitMs(claim: Claim): number;
  hold(at: number): boolean;
  unhold(): void;
  /** A question about this call is about to be asked. */
  queue(): void;
  /** The question was answered with yes. */
  admittedRemotely(): void;
  /** The call is under way; what has to hear of its end. */
  begin(touch: (part: Part) => void): Endable | null;
  viewOf(claim: Claim): LimitView;
}

/** Everything this instance holds of limits that it shares, by scope. */
export class HeldScopes {
  readonly underWay = new UnderWay();
  #windows = new Map<string, HeldWindow>();
  #oldWindows = new Map<string, HeldWindow>();
  #turnedAt = 0;
  readonly #quotas = new Map<string, { orgId: string; scope: HeldQuota }>();
  readonly #places = new Map<string, { orgId: string; scope: HeldPlaces }>();

  partsOf(claim: Claim, live: number): Part[] {
    return claim.rulings.map((ruling) => {
      if (ruling.kind === "qps" || ruling.kind === "qps_address")
        return this.#windowPart(ruling, claim, live);
      return ruling.kind === "concurrency" ? this.#placesPart(ruling, claim) : this.#quotaPart(ruling, claim);
    });
  }

  /** What has to be told to Redis though no call asks. */
  *idle(at: number): Generator<{ orgId: string; scope: Scope }> {
    for (const entry of this.#quotas.values()) if (entry.scope.isIdle(at)) yield entry;
    for (const [name, entry] of this.#places) {
      if (this.underWay.of(name) > 0) yield entry;
      else this.#places.delete(name);
    }
  }

  /** Makes everything held count as idle. */
  releaseAll(): void {
    for (const { scope } of this.#quotas.values()) scope.release();
  }

  #windowPart(ruling: Ruling, { orgId, address, at }: Claim, live: number): Part {
    const name = ruling.kind === "qps_address" ? `${ruling.scope}|${address}` : ruling.scope;
    if (at - this.#turnedAt > GENERATION_MS) {
      this.#oldWindows = this.#windows;
      this.#windows = new Map();
      this.#turnedAt = at;
    }
    let window = this.#windows.get(name);
    if (window === undefined) {
      window = this.#oldWindows.get(name) ?? new HeldWindow(orgId, name);
      this.#windows.set(name, window);
    }
    window.adjust(ruling.value, live);
    return new WindowPart(ruling, window);
  }

  #placesPart(ruling: Ruling, { orgId }: Claim): Part {
    let entry = this.#places.get(ruling.scope);
    if (entry === undefined) {
      entry = { orgId, scope: new HeldPlaces(orgId, ruling.scope, this.underWay) };
      this.#places.set(ruling.scope, entry);
    }
    entry.scope.limit = ruling.value;
    return new PlacesPart(ruling, entry.scope, this.underWay);
  }

  #quotaPart(ruling: Ruling, { orgId, endpointClass, now }: Claim): Part {
    const isByClass = ruling.unit === "transactions";
    const name = isByClass ? `${ruling.scope}|${endpointClass.id}` : ruling.scope;
    let entry = this.#quotas.get(name);
    if (entry === undefined || now >= entry.scope.span.end) {
      const span = spanOf(ruling.kind as "hour" | "day" | "month", now);
      const scope = new HeldQuota(orgId, ruling, span, isByClass ? endpointClass : null);
      scope.epoch = entry?.scope.epoch ?? "";
      if (entry === undefined) this.#sweep(now);
      entry = { orgId, scope };
      this.#quotas.set(name, entry);
    }
    entry.scope.adjust(ruling.value, ruling.isSoft);
    return new QuotaPart(ruling, entry.scope);
  }

  #sweep(now: number): void {
    if (this.#quotas.size % 1000 !== 999) return;
    for (const [name, { scope }] of this.#quotas) if (scope.span.end <= now) this.#quotas.delete(name);
  }
}

class WindowPart implements Part {
  readonly lack = "";
  readonly isRate = true;
  constructor(
    readonly ruling: Ruling,
    readonly scope: HeldWindow,
  ) {}
  get isLow(): boolean {
    return this.scope.isLow;
  }
  waitMs({ at }: Claim): number {
    return this.scope.waitMs(at);
  }
  hold(at: number): boolean {
    return this.scope.hold(at);
  }
  unhold(): void {
    this.scope.unhold();
  }
  queue(): void {}
  admittedRemotely(): void {}
  begin(): null {
    return null;
  }
  viewOf(): LimitView {
    return viewOf(this.ruling, 1, this.scope);
  }
}

class PlacesPart implements Part {
  readonly lack = "";
  readonly isLow = false;
  readonly isRate = false;
  constructor(
    readonly ruling: Ruling,
    readonly scope: HeldPlaces,
    readonly underWay: UnderWay,
  ) {}
  waitMs(): number {
    return 0;
  }
  hold(): boolean {
    return false;
  }
  unhold(): void {}
  queue(): void {
    this.scope.queue();
  }
  admittedRemotely(): void {}
  begin(touch: (part: Part) => void): Endable {
    this.underWay.begin(this.ruling.scope);
    return {
      end: () => {
        this.underWay.end(this.ruling.scope);
        touch(this);
      },
    };
  }
  viewOf(): LimitView {
    return viewOf(this.ruling, 0, this.scope);
  }
}

class QuotaPart implements Part {
  readonly isRate = false;
  constructor(
    readonly ruling: Ruling,
    readonly scope: HeldQuota,
  ) {}
  get lack(): Lack {
    return this.scope.lack;
  }
  get isLow(): boolean {
    return this.scope.isLow;
  }
  waitMs({ at, now }: Claim): number {
    return this.scope.waitMs(at, now);
  }
  hold(at: number): boolean {
    return this.scope.hold(at);
  }
  unhold(): void {
    this.scope.unhold();
  }
  queue(): void {}
  admittedRemotely(): void {
    if (this.scope.lack !== "") this.scope.owe();
  }
  begin(): Endable {
    this.scope.underWay += 1;
    return this.scope;
  }
  viewOf({ at, now }: Claim): LimitView {
    const { span } = this.scope;
    return {
      ...viewOf(this.ruling, lengthOf(span), this.scope),
      resetSeconds: (later) => Math.max(1, Math.ceil((span.end - (now + (later - at))) / 1000)),
    };
  }
}

function lengthOf({ start, end }: Span): number {
  return (end - start) / 1000;
}

function viewOf(
  { policy, value }: Ruling,
  windowSeconds: number,
  scope: { readonly remaining: number },
): LimitView {
  return { policy, quota: value, windowSeconds, remaining: () => scope.remaining };
}

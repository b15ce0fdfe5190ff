import { Breakers } from "@/lib/redis/breakers";
import type { RedisClient, Script } from "@/lib/redis/client";
import type { LimitView } from "../limit";
import { CallLease, type Endable } from "../limits/call-lease";
import type { Claim, CounterStore, QuotaSeeds, Taken } from "../limits/counter-store";
import type { Weight } from "../limits/quota-count";
import type { QpsLimiter } from "../qps-limiter";
import { AloneCounters, shareOf } from "./alone-counters";
import { refused, viewsOf } from "./claim-answers";
import { CounterBatch } from "./counter-batch";
import { contribute } from "./counter-contribution";
import { LOOK, lookAt, type Sight } from "./counter-look";
import { BEAT, SEED, TAKE } from "./counter-scripts";
import { HeldQuota } from "./held-quota";
import { HeldScopes, type Part } from "./held-scopes";
import { epochKey, OrgBatches } from "./org-batches";

export const COUNTER_SCRIPTS = {
  take: { name: "keywardTake", lua: TAKE, keys: "any" },
  seed: { name: "keywardSeed", lua: SEED, keys: 2 },
  beat: { name: "keywardBeat", lua: BEAT, keys: 1 },
  look: LOOK,
} as const satisfies Record<string, Script>;

export type RedisCountersOptions = {
  readonly redis: RedisClient;
  /** Counts while Redis is away. */
  readonly limiter: QpsLimiter;
  /** Null: nothing was used before. */
  readonly seeds: QuotaSeeds | null;
  readonly classOf: (id: string) => Weight | undefined;
  /** This instance, unlike any other that ever was. */
  readonly instance: string;
  readonly now: () => number;
  /** Hears when a node of Redis goes and when it is back. */
  readonly onChange: (node: string, isAway: boolean) => void;
};

const BEAT_EVERY_MS = 500;
/** A start waits so long for Redis, then goes on without. */
const CONNECT_MS = 1000;
/** A call that has to bring in the past asks once more, and once again if another instance was asked to meanwhile. */
const TRIES = 3;
const FRESH_MS = 1000;

/**
 * Counters that instances share through Redis.
 *
 * A call whose limits are all held ahead is decided at once; others wait for one step in Redis, which decides all
 * calls of an org that came in one turn of the event loop. While Redis is away each instance goes on with its share.
 */
export class RedisCounters implements CounterStore {
  readonly isShared = true;
  readonly #options: RedisCountersOptions;
  readonly #scopes: HeldScopes;
  readonly #alone: AloneCounters;
  readonly #breakers: Breakers;
  readonly #orgs: OrgBatches;
  readonly #contributing = new Map<HeldQuota, Promise<boolean>>();
  /** When nodes that had been away were back, as long as that matters. */
  readonly #backAt = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;
  #live = 1;

  constructor(options: RedisCountersOptions) {
    this.#options = options;
    this.#scopes = new HeldScopes();
    this.#alone = new AloneCounters(options.limiter, this.#scopes);
    this.#orgs = new OrgBatches({
      ...options,
      script: COUNTER_SCRIPTS.take,
      onFailed: (orgId) => this.#fail(orgId),
    });
    this.#breakers = new Breakers((node, isAway) => {
      if (!isAway) this.#backAt.set(node, options.now());
      options.onChange(node, isAway);
    });
  }

  /** Instances that share the limits, this one included; the last known while Redis is away. */
  get live(): number {
    return this.#live;
  }

  /** Nodes of Redis that are away: calls they would count go by this instance's share. */
  get away(): number {
    return this.#breakers.away;
  }

  /** Says that this instance lives, from now on. Resolves when that was tried once. */
  async start(): Promise<void> {
    this.#timer = setInterval(() => void this.#beat(), BEAT_EVERY_MS);
    this.#timer.unref();
    await this.#options.redis.connected(CONNECT_MS);
    await this.#beat();
  }

  /** Gives back what is held. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#breakers.stop();
    this.#scopes.releaseAll();
    await this.#upkeep();
  }

  take(claim: Claim): Taken | Promise<Taken> {
    return this.#take(claim, TRIES);
  }

  /** Over all instances while Redis can be asked, then what this one knows. */
  async look(claim: Claim): Promise<readonly LimitView[]> {
    const parts = this.#scopes.partsOf(claim, this.#live);
    if (this.#isAway(claim.orgId)) return viewsOf(parts, claim);
    try {
      const sights = await this.#lookAt(claim, parts, TRIES);
      return sights.map(({ part, left }) => ({ ...part.viewOf(claim), remaining: () => left }));
    } catch {
      this.#fail(claim.orgId);
      return viewsOf(parts, claim);
    }
  }

  /** A quota whose past is missing has it brought in first, as for a call. */
  async #lookAt(claim: Claim, parts: readonly Part[], tries: number): Promise<Sight[]> {
    const { redis, instance } = this.#options;
    const header = { me: instance, run: redis.runId };
    const sights = await lookAt(redis, epochKey(claim.orgId), parts, header);
    const lacking = sights.filter(({ lack }) => lack === "past" || lack === "own");
    if (lacking.length === 0 || tries === 1) return sights;
    await Promise.all(lacking.map(({ part }) => this.#contribute(claim, part)));
    return this.#lookAt(claim, parts, tries - 1);
  }

  #take(claim: Claim, tries: number): Taken | Promise<Taken> {
    const parts = this.#scopes.partsOf(claim, this.#live);
    if (this.#isAway(claim.orgId))
      return this.#alone.take(claim, parts, this.#live, this.#touchOf(claim.orgId));
    const isFresh = this.#isFresh(claim);
    const blocked = parts.filter(
      (part) =>
        part.waitMs(claim) > 0 ||
        (isFresh && part.isRate && this.#alone.isOverShare(claim, part, this.#live)),
    );
    if (blocked.length > 0) return refused(parts, blocked, claim);
    const held: Part[] = [];
    const missing: Part[] = [];
    for (const part of parts) (part.hold(claim.at) ? held : missing).push(part);
    if (missing.length === 0) {
      this.#renew(claim.orgId, parts);
      return this.#admitted(claim, parts);
    }
    for (const part of missing) part.queue();
    const scopes = missing.map(({ scope }) => scope);
    return this.#orgs
      .batchOf(claim.orgId)
      .ask(scopes)
      .then((refusers) => {
        if (refusers !== null && refusers.length === 0) {
          for (const part of missing) part.admittedRemotely();
          this.#bringPast(claim, missing);
          return this.#admitted(claim, parts);
        }
        for (const part of held) part.unhold();
        if (refusers === null) {
          const again = this.#scopes.partsOf(claim, this.#live);
          return this.#alone.take(claim, again, this.#live, this.#touchOf(claim.orgId));
        }
        const refusing = missing.filter(({ scope }) => refusers.includes(scope));
        return this.#refusedOrAgain(claim, parts, refusing, tries - 1);
      });
  }

  /** A quota whose past is missing is no reason to refuse: it is brought in, and the call asks again. */
  async #refusedOrAgain(
    claim: Claim,
    parts: readonly Part[],
    refusing: readonly Part[],
    tries: number,
  ): Promise<Taken> {
    const lacking = refusing.filter(({ lack }) => lack === "past" || lack === "own");
    if (lacking.length > 0 && tries > 0) {
      const done = await Promise.all(lacking.map((part) => this.#contribute(claim, part)));
      if (done.every(Boolean)) return this.#take(claim, tries);
    }
    return refused(parts, refusing, claim);
  }

  #bringPast(claim: Claim, parts: readonly Part[]): void {
    for (const part of parts)
      if (part.lack === "past" || part.lack === "own") void this.#contribute(claim, part);
  }

  #contribute(claim: Claim, { scope, ruling }: Part): Promise<boolean> {
    if (!(scope instanceof HeldQuota)) return Promise.resolve(true);
    const underWay = this.#contributing.get(scope);
    if (underWay !== undefined) return underWay;
    const { redis, seeds, classOf } = this.#options;
    const send = (argument: object) =>
      redis.run(
        COUNTER_SCRIPTS.seed,
        [epochKey(claim.orgId), ...scope.keys],
        JSON.stringify({ ...this.#orgs.header(claim.orgId), ...argument }),
      );
    const work = contribute({
      quota: scope,
      ruling,
      orgId: claim.orgId,
      seeds,
      classOf,
      send,
      now: claim.now,
    })
      .then(
        () => true,
        () => false,
      )
      .finally(() => this.#contributing.delete(scope));
    this.#contributing.set(scope, work);
    return work;
  }

  #admitted(claim: Claim, parts: readonly Part[]): Taken {
    const endables: Endable[] = [];
    const isFresh = this.#isFresh(claim);
    for (const part of parts) {
      const { value } = part.ruling;
      if (part.isRate) this.#alone.note(claim, part, isFresh ? shareOf(value, this.#live) : value);
      const endable = part.begin(this.#touchOf(claim.orgId));
      if (endable !== null) endables.push(endable);
    }
    return {
      limits: viewsOf(parts, claim),
      violated: [],
      waitMs: 0,
      lease: endables.length === 0 ? null : new CallLease(endables),
    };
  }

  /** What runs low is asked for before it is gone, while nobody waits. */
  #renew(orgId: string, parts: readonly Part[]): void {
    for (const part of parts) if (part.isLow) this.#orgs.batchOf(orgId).add(part.scope);
  }

  /** Tells the others soon that something of a scope was given back. */
  #touchOf(orgId: string): (part: Part) => void {
    return (part) => {
      if (!this.#isAway(orgId)) this.#orgs.batchOf(orgId).add(part.scope);
    };
  }

  #isAway(orgId: string): boolean {
    return this.#breakers.away > 0 && this.#breakers.isAway(this.#options.redis.nodeOf(orgId));
  }

  /** What was admitted alone stands in no shared log: for a second after a node is back both count. */
  #isFresh({ orgId, at }: Claim): boolean {
    if (this.#backAt.size === 0) return false;
    const node = this.#options.redis.nodeOf(orgId);
    const backAt = this.#backAt.get(node);
    if (backAt === undefined) return false;
    if (at - backAt <= FRESH_MS) return true;
    this.#backAt.delete(node);
    return false;
  }

  #fail(orgId: string): void {
    const { redis, instance } = this.#options;
    const probe = () => redis.run(COUNTER_SCRIPTS.beat, [`kw:{${orgId}}:probe`], instance);
    this.#breakers.fail(redis.nodeOf(orgId), probe);
  }

  async #beat(): Promise<void> {
    const { redis, instance } = this.#options;
    try {
      this.#live = Math.max(1, Number(await redis.run(COUNTER_SCRIPTS.beat, ["kw:instances"], instance)));
    } catch {
      // The last known number holds.
    }
    await this.#upkeep();
  }

  /** Gives back what nobody needs, settles what is owed, and forgets what is long over. */
  async #upkeep(): Promise<void> {
    const now = this.#options.now();
    const batches = new Map<string, CounterBatch>();
    for (const { orgId, scope } of this.#scopes.idle(now)) {
      if (this.#isAway(orgId)) continue;
      let batch = batches.get(orgId);
      if (batch === undefined) {
        batch = new CounterBatch();
        batches.set(orgId, batch);
      }
      batch.add(scope);
    }
    await Promise.all([...batches].map(([orgId, batch]) => this.#orgs.send(orgId, batch)));
  }
}

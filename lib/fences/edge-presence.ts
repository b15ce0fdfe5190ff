import { hostname } from "node:os";
import { resolve } from "node:path";
import type { Pool } from "pg";
import { z } from "zod";
import type { NewSecrets } from "@/lib/edge/new-secrets";
import type { InstanceHealth } from "@/lib/health/instance-health";
import { every } from "@/lib/std/every";
import { newId } from "@/lib/std/id";
import { hasDiedHere, hasJournals, Owner, thisProcess } from "@/lib/usage/heartbeat";
import { ABANDONED_AFTER_MS, FENCE_LASTS_MS } from "./timing";

const BEAT_EVERY_MS = 2_000;

/** Beats after which what is long over is cleared away: once a minute. */
const BEATS_PER_CLEARANCE = 30;

const BEAT = `
insert into edge_instance (id, host, kind, owner, version, health, started_at, seen_at)
values ($1, $2, $3, $4, $5, $6, now(), now())
on conflict (id) do update set seen_at = now(), health = excluded.health`;

const REPORT = "update edge_instance set health = $2 where id = $1";

/** The fences that stand, and neighbours that have missed three beats. */
const FIND = `
select 'fence' as what, id, null::jsonb as owner from rotation_fence where settled_at is null
union all
select 'silent', id, owner from edge_instance where id <> $1 and seen_at < now() - interval '6 seconds'`;

const LOOK = `
select secret_id as "secretId", settled_at is null as "isOpen",
       extract(epoch from clock_timestamp() - created_at) * 1000 as "ageMs"
from rotation_fence where id = $1`;

const ANSWER = `
insert into fence_answer (fence_id, instance_id, is_used)
select id, $2, $3 from rotation_fence where id = $1
on conflict do nothing`;

const TAKE_DOWN = `
with old as (
  update rotation_fence set settled_at = now(), outcome = 'unreachable'
  where id in (
    select id from rotation_fence
    where settled_at is null and created_at < clock_timestamp() - $1 * interval '1 millisecond'
    for update skip locked)
  returning id)
insert into change_log (kind, subject) select 'fence', id from old`;

const CLEAR = `
with gone as (delete from edge_instance where seen_at < now() - interval '1 day')
delete from rotation_fence where settled_at < now() - interval '1 day'`;

const Found = z.discriminatedUnion("what", [
  z.object({ what: z.literal("fence"), id: z.string() }),
  z.object({ what: z.literal("silent"), id: z.string(), owner: z.unknown() }),
]);

const Neighbour = Owner.extend({ journals: z.string() });

const Standing = z.object({ secretId: z.string(), isOpen: z.boolean(), ageMs: z.coerce.number() });

export type PresenceOptions = {
  readonly pool: () => Pool;
  readonly kind: "dashboard" | "standalone";
  /** Where this process keeps its journal. */
  readonly journals: string;
  readonly newSecrets: NewSecrets;
  /** Version of the product it runs. */
  readonly version: string;
  /** How this process is, to be said with each beat; told how long the database took to answer the one before. */
  readonly health: (databaseMs: number | null) => InstanceHealth;
  /** Hears of beats and answers that failed; both are tried again. */
  readonly onError: (error: unknown) => void;
};

/**
 * Makes this process one that fences wait for: it is registered before it accepts its first call, says every two seconds
 * that it lives, and answers each fence once it accepts the fenced secret no more.
 *
 * It looks after what others left, too: fences that nobody settles, and neighbours that died. One of those is waited for until all
 * of its calls are counted; one that died on another machine, until it could accept nothing any more.
 */
export class EdgePresence {
  readonly id = newId("instance");
  readonly #options: PresenceOptions;
  readonly #journals: string;
  #beats = 0;
  #databaseMs: number | null = null;
  #stopBeating: () => Promise<void> = async () => undefined;
  /** One look after the other, so that a late answer about a fence cannot undo a newer one. */
  #looking: Promise<void> = Promise.resolve();

  constructor(options: PresenceOptions) {
    this.#options = options;
    this.#journals = resolve(options.journals);
  }

  /** Resolves when this process is registered and knows every fence that stands. Hear changes before. */
  async start(): Promise<void> {
    await this.#beat();
    this.#stopBeating = every(BEAT_EVERY_MS, () => this.#beat(), this.#options.onError);
  }

  /** A fence was put up or taken down. */
  hear(fenceId: string): void {
    this.#look(fenceId).catch(this.#options.onError);
  }

  /** Says how this process is now, rather than at the next beat. */
  async report(): Promise<void> {
    await this.#options.pool().query(REPORT, [this.id, this.#health()]);
  }

  /**
   * Says goodbye, once the last call is counted. A process that leaves uncounted calls, or cannot say it, is waited for like
   * one that died.
   */
  async stop(): Promise<void> {
    await this.#stopBeating();
    await this.#looking;
    if (hasJournals(this.#journals, thisProcess())) return;
    await this.#strike(this.id).catch(this.#options.onError);
  }

  async #beat(): Promise<void> {
    const { pool, kind, newSecrets, version } = this.#options;
    const at = performance.now();
    const owner = JSON.stringify({ ...thisProcess(), journals: this.#journals });
    // Registered first, looking second: whoever is not waited for has seen the fence before a call comes.
    await pool().query(BEAT, [this.id, hostname(), kind, owner, version, this.#health()]);
    this.#databaseMs = performance.now() - at;
    const { rows } = await pool().query(FIND, [this.id]);
    const found = z.array(Found).parse(rows);
    for (const { what, id } of found) if (what === "fence") await this.#look(id);
    newSecrets.noteSeen(at);
    for (const one of found) if (one.what === "silent") await this.#bury(one.id, one.owner);
    this.#beats += 1;
    if (this.#beats % BEATS_PER_CLEARANCE === 0) await pool().query(CLEAR);
  }

  #health(): string {
    return JSON.stringify(this.#options.health(this.#databaseMs));
  }

  #look(fenceId: string): Promise<void> {
    const look = this.#looking.then(() => this.#lookNow(fenceId));
    this.#looking = look.catch(() => undefined);
    return look;
  }

  async #lookNow(fenceId: string): Promise<void> {
    const { pool, newSecrets } = this.#options;
    const { rows } = await pool().query(LOOK, [fenceId]);
    const [fence] = z.array(Standing).parse(rows);
    if (fence === undefined || !fence.isOpen) {
      newSecrets.lift(fenceId);
      return;
    }
    // The secret is refused before anybody reads that it is not in use.
    const isUsed = newSecrets.fence(fenceId, fence.secretId, Date.now() + FENCE_LASTS_MS - fence.ageMs);
    await pool().query(ANSWER, [fenceId, this.id, isUsed]);
    if (fence.ageMs > ABANDONED_AFTER_MS) await pool().query(TAKE_DOWN, [ABANDONED_AFTER_MS]);
  }

  async #bury(id: string, row: unknown): Promise<void> {
    const neighbour = Neighbour.safeParse(row).data;
    if (neighbour === undefined || neighbour.journals !== this.#journals || !hasDiedHere(neighbour)) return;
    if (hasJournals(this.#journals, neighbour)) return;
    await this.#strike(id);
  }

  async #strike(id: string): Promise<void> {
    await this.#options.pool().query("delete from edge_instance where id = $1", [id]);
  }
}

import type { RedisClient, Script } from "@/lib/redis/client";
import { CounterBatch } from "./counter-batch";

type Org = { epoch: string; batch: CounterBatch | null };

export type OrgBatchesOptions = {
  readonly redis: RedisClient;
  readonly instance: string;
  readonly now: () => number;
  /** Decides a batch in one step. */
  readonly script: Script;
  /** Hears when a step was not answered. */
  readonly onFailed: (orgId: string) => void;
};

/** Under one hash tag with everything else of the org; changes when Redis has forgotten. */
export function epochKey(orgId: string): string {
  return `kw:{${orgId}}:epoch`;
}

/** What the calls of each org ask of Redis: gathered over one turn of the event loop and sent in one step. */
export class OrgBatches {
  readonly #options: OrgBatchesOptions;
  readonly #orgs = new Map<string, Org>();
  #steps = 0;

  constructor(options: OrgBatchesOptions) {
    this.#options = options;
  }

  /** The batch of this turn; it is sent when the turn is over. */
  batchOf(orgId: string): CounterBatch {
    const org = this.#orgOf(orgId);
    if (org.batch !== null) return org.batch;
    const batch = new CounterBatch();
    org.batch = batch;
    setImmediate(() => {
      org.batch = null;
      void this.send(orgId, batch);
    });
    return batch;
  }

  async send(orgId: string, batch: CounterBatch): Promise<void> {
    const { redis, script, now, onFailed } = this.#options;
    const isDone = await batch.send(async (keys, scopes, calls, hasQuota, onLate) => {
      const argument = JSON.stringify({ ...this.header(orgId), hasQuota, scopes, calls });
      const answer = await redis.run(script, [epochKey(orgId), ...keys], argument, onLate);
      if (hasQuota === 1 && Array.isArray(answer)) this.#orgOf(orgId).epoch = String(answer[0]);
      return answer;
    }, now());
    if (!isDone) onFailed(orgId);
  }

  /** What every step tells of who sends it, and of the Redis it believes to talk to. */
  header(orgId: string): { me: string; n: number; run: string; epoch: string } {
    const { instance, redis } = this.#options;
    this.#steps += 1;
    return { me: instance, n: this.#steps, run: redis.runId, epoch: this.#orgOf(orgId).epoch };
  }

  #orgOf(orgId: string): Org {
    let org = this.#orgs.get(orgId);
    if (org === undefined) {
      org = { epoch: "", batch: null };
      this.#orgs.set(orgId, org);
    }
    return org;
  }
}

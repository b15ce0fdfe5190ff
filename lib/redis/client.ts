import { Cluster, Redis } from "ioredis";
import { mendStrings } from "./fast-strings";

// One of its classes extends `String`.
mendStrings();

/** Redis as counters need it: one step at a time, at once or not at all. */
export type RedisClient = {
  /**
   * Runs a script on keys of one hash tag. Rejects when the answer is not there in time, `COMMAND_TIMEOUT_MS` unless told otherwise.
   * @param onLate Hears an answer that comes after all: what was asked for has been done.
   */
  run(
    script: Script,
    keys: readonly string[],
    argument: string,
    onLate?: (answer: unknown) => void,
  ): Promise<unknown>;
  /** What tells one life of the server from the next; `""` on a cluster, whose nodes live apart. */
  readonly runId: string;
  /** Names the node that holds a tag: when it fails, only what it holds is away. */
  nodeOf(tag: string): string;
  /** Resolves when it can be asked, or after so long without. */
  connected(withinMs: number): Promise<void>;
  close(): void;
};

export type Script = { readonly name: string; readonly lua: string; readonly keys: "any" | number };

/** Longer than this nobody waits for Redis. */
export const COMMAND_TIMEOUT_MS = 50;
const CONNECT_TIMEOUT_MS = 1000;
const RETRY_MOST_MS = 500;

type Scripted = Record<string, (...args: (string | number)[]) => Promise<unknown>>;

/**
 * Connects to one Redis (`redis://host:6379`, `rediss://` for TLS) or, with several addresses separated by commas, to
 * the cluster they belong to. Does not wait for the connection and goes on trying to get it for ever.
 *
 * @param onFault Hears of connection errors, which are otherwise of no consequence.
 * @param patienceMs How long a step may take before it counts as not answered.
 */
export function openRedis(
  url: string,
  scripts: readonly Script[],
  onFault: (cause: Error) => void,
  patienceMs = COMMAND_TIMEOUT_MS,
): RedisClient {
  const addresses = url.split(",").map((address) => address.trim());
  const options = {
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    connectTimeout: CONNECT_TIMEOUT_MS,
  };
  const retry = (times: number) => Math.min(50 * times, RETRY_MOST_MS);
  const first = addresses[0] ?? "";
  const redis =
    addresses.length > 1
      ? new Cluster(addresses, {
          enableOfflineQueue: false,
          clusterRetryStrategy: retry,
          maxRedirections: 3,
          slotsRefreshInterval: 2000,
          slotsRefreshTimeout: 500,
          redisOptions: { ...options, tls: first.startsWith("rediss:") ? {} : undefined },
        })
      : new Redis(first, { ...options, retryStrategy: retry });
  redis.on("error", onFault);
  for (const { name, lua, keys } of scripts) {
    redis.defineCommand(name, keys === "any" ? { lua } : { lua, numberOfKeys: keys });
  }
  // A server that came back may have forgotten something: nothing is asked of it before it is known which life it is in.
  let runId: string | null = redis instanceof Redis ? null : "";
  if (redis instanceof Redis) {
    redis.on("close", () => {
      runId = null;
    });
    redis.on("ready", () => {
      redis.info("server").then(
        (text) => {
          runId = /run_id:(\w+)/.exec(text)?.[1] ?? "";
        },
        () => redis.disconnect(true),
      );
    });
  }
  return {
    run: (script, keys, argument, onLate) => {
      const call = (redis as unknown as Scripted)[script.name];
      if (call === undefined || runId === null) return Promise.reject(new Error("Redis is not connected."));
      const answer =
        script.keys === "any"
          ? call.call(redis, keys.length, ...keys, argument)
          : call.call(redis, ...keys, argument);
      return within(patienceMs, answer, onLate);
    },
    get runId() {
      return runId ?? "";
    },
    nodeOf: (tag) => (redis instanceof Cluster ? (redis.slots[slotOf(tag)]?.[0] ?? "") : ""),
    connected: (withinMs) =>
      new Promise((resolve) => {
        const began = performance.now();
        const look = setInterval(() => {
          const isReady = redis.status === "ready" && runId !== null;
          if (!isReady && performance.now() - began < withinMs) return;
          clearInterval(look);
          resolve();
        }, 5);
      }),
    close: () => redis.disconnect(),
  };
}

const SLOTS = 16_384;

/** The slot of a hash tag: CRC-16 (XMODEM) of it, as the cluster specification has it. */
export function slotOf(tag: string): number {
  let crc = 0;
  for (const byte of new TextEncoder().encode(tag)) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1)
      crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff;
  }
  return crc % SLOTS;
}

/** Rejects when an answer takes too long. An answer that waits in the socket while this process was busy is not late. */
function within(
  waitMs: number,
  answer: Promise<unknown>,
  onLate: (answer: unknown) => void = () => undefined,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    let isLate = false;
    const giveUp = () => {
      isLate = true;
      reject(new Error("Redis did not answer in time."));
    };
    const timer = setTimeout(() => setImmediate(() => setImmediate(giveUp)), waitMs);
    answer
      .then((value) => (isLate ? onLate(value) : resolve(value)), reject)
      .finally(() => clearTimeout(timer));
  });
}

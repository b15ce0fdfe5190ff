import type { Change } from "@/lib/changes/change";
import { FRESH_SECONDS } from "../new-secrets";
import { type KeyEntry, type KeyStore, StoreUnavailable } from "../ports";
import { KeySlots } from "./key-slots";
import type { Fill, KeySource } from "./key-source";
import { nodeDigest } from "./node-crypto";
import { RecentChanges } from "./recent-changes";

export type CacheOptions = {
  /** How long an entry is used without asking again. Never extended by reads. */
  readonly freshSeconds: number;
  /** How long it may be used at most, and only while the source cannot be asked. An org may have less. */
  readonly staleIfErrorSeconds: number;
  readonly negativeMs: number;
  readonly maxEntries: number;
  readonly maxNegatives: number;
  readonly maxInFlight: number;
  /** After a failure nobody asks the source again for so long. */
  readonly pauseAfterFailureMs: number;
};

export const CACHE_DEFAULTS: CacheOptions = {
  freshSeconds: FRESH_SECONDS,
  staleIfErrorSeconds: 900,
  negativeMs: 2000,
  maxEntries: 1_000_000,
  maxNegatives: 10_000,
  maxInFlight: 1024,
  pauseAfterFailureMs: 1000,
};

/** An answer overtaken by changes so often is no answer. */
const MAX_ATTEMPTS = 4;

/**
 * Keeps what a source said about secrets, and forgets it the moment it hears of a change.
 *
 * An answer that was read before a change and arrives after it is thrown away and read again, so a change that was
 * heard of is never undone by a slow read. What a change made unknown is never served stale. Single-flight per digest.
 */
export class CachedKeyStore implements KeyStore {
  readonly #source: KeySource;
  readonly #options: CacheOptions;
  readonly #slots: KeySlots;
  readonly #negatives = new Map<string, number>();
  readonly #inFlight = new Map<string, Promise<KeyEntry | null>>();
  readonly #recent = new RecentChanges();
  /** The same entries by the ID of their secret, in the same memory: by the digest of the ID, and no secret is one. */
  readonly bySecretId: KeyStore = {
    peek: (secretId, now) => this.peek(nodeDigest(secretId), now),
    load: (secretId, now) => this.#load(nodeDigest(secretId), now, secretId),
  };
  /** Raised before a read begins, so that not even a change in its first moment is missed. */
  #readers = 0;
  #epoch: number | undefined;
  #pausedUntil = Number.NEGATIVE_INFINITY;

  constructor(source: KeySource, options: Partial<CacheOptions> = {}) {
    this.#source = source;
    this.#options = { ...CACHE_DEFAULTS, ...options };
    this.#slots = new KeySlots(this.#options.maxEntries, this.#options.staleIfErrorSeconds);
  }

  peek(digest: string, now: number): KeyEntry | null | undefined {
    const row = this.#slots.rowOf(digest);
    if (row !== -1)
      return this.#isWithin(row, this.#options.freshSeconds, now) ? this.#slots.entryAt(row) : undefined;
    if (this.#negatives.size === 0) return undefined;
    const until = this.#negatives.get(digest);
    return until !== undefined && now < until && now >= until - this.#options.negativeMs ? null : undefined;
  }

  load(digest: string, now: number): Promise<KeyEntry | null> {
    return this.#load(digest, now, null);
  }

  #load(digest: string, now: number, secretId: string | null): Promise<KeyEntry | null> {
    const running = this.#inFlight.get(digest);
    if (running !== undefined) return running;
    if (performance.now() < this.#pausedUntil) return this.#fallBack(digest, now, "The key store is away.");
    if (this.#inFlight.size >= this.#options.maxInFlight) {
      return Promise.reject(new StoreUnavailable("Too many look-ups are in flight."));
    }
    this.#readers += 1;
    const loading = this.#read(digest, now, secretId).finally(() => {
      this.#inFlight.delete(digest);
      this.#readers -= 1;
      if (this.#readers === 0) this.#recent.clear();
    });
    this.#inFlight.set(digest, loading);
    return loading;
  }

  /** Forgets what the change made untrue. A changed key may be a new one, so no secret is known to be unknown any more. */
  apply(change: Pick<Change, "kind" | "subject" | "xid">): void {
    if (change.kind !== "key" && change.kind !== "org") return;
    if (this.#readers > 0) this.#recent.add(change);
    if (change.kind === "org") this.#slots.forgetOrg(change.subject);
    else {
      this.#slots.forgetKey(change.subject);
      this.#negatives.clear();
    }
  }

  /** Entries held, for metrics and tests. */
  get size(): { entries: number; negatives: number; inFlight: number } {
    return { entries: this.#slots.size, negatives: this.#negatives.size, inFlight: this.#inFlight.size };
  }

  async #read(digest: string, now: number, secretId: string | null): Promise<KeyEntry | null> {
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      const since = this.#recent.mark();
      let fill: Fill;
      try {
        fill = await (secretId === null
          ? this.#source.fetch(digest, "digest")
          : this.#source.fetch(secretId, "secret_id"));
      } catch (cause) {
        this.#pausedUntil = performance.now() + this.#options.pauseAfterFailureMs;
        return this.#fallBack(digest, now, "The key store cannot be asked.", cause);
      }
      if (!this.#recent.overtook(fill, since)) return this.#keep(digest, fill.entry, now);
    }
    throw new StoreUnavailable("The key changes faster than it can be read.");
  }

  #keep(digest: string, entry: KeyEntry | null, now: number): KeyEntry | null {
    if (entry !== null) return this.#slots.set(digest, entry, this.#seconds(now, Math.floor));
    this.#slots.delete(digest);
    this.#negatives.delete(digest);
    this.#negatives.set(digest, now + this.#options.negativeMs);
    if (this.#negatives.size > this.#options.maxNegatives) {
      const oldest = this.#negatives.keys().next();
      if (!oldest.done) this.#negatives.delete(oldest.value);
    }
    return null;
  }

  #fallBack(digest: string, now: number, message: string, cause?: unknown): Promise<KeyEntry> {
    const row = this.#slots.rowOf(digest);
    const entry = row === -1 ? null : this.#slots.entryAt(row);
    const seconds = Math.min(this.#options.staleIfErrorSeconds, entry?.org.staleIfErrorSeconds ?? 0);
    return entry !== null && this.#isWithin(row, seconds, now)
      ? Promise.resolve(entry)
      : Promise.reject(new StoreUnavailable(message, { cause }));
  }

  /** Rounded so that it is never longer than it says. A clock that was set back ends an entry, it does not prolong it. */
  #isWithin(row: number, seconds: number, now: number): boolean {
    const age = this.#seconds(now, Math.ceil) - this.#slots.loadedAt(row);
    return age >= 0 && age <= seconds;
  }

  #seconds(now: number, round: (value: number) => number): number {
    this.#epoch ??= now;
    return round((now - this.#epoch) / 1000);
  }
}

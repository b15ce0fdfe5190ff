import { ExactLogs } from "./exact-logs";
import { SteppedWindow } from "./stepped-window";

/** Whose log it is, and the limiter's own note of where it lies. Stores leave the note out. */
export type LogOwner = {
  readonly keyId: string;
  /** Number of the shelf that `logAt` speaks of. */
  shelf?: number;
  logAt?: number;
};

let shelves = 0;

/** The logs of one endpoint class in one generation, by key ID. */
export class QpsShelf {
  readonly classId: string;
  readonly #number = ++shelves;
  readonly #logs: ExactLogs;
  readonly #places = new Map<string, number>();
  readonly #stepped = new Map<string, SteppedWindow>();
  /** The generation before: a log is taken over from it when it is asked for. */
  #before: QpsShelf | undefined;

  constructor(classId: string, before: QpsShelf | undefined) {
    this.classId = classId;
    this.#before = before;
    this.#logs = new ExactLogs(before === undefined ? undefined : Math.max(8, before.#logs.used));
  }

  waitMs(quota: number, owner: LogOwner, at: number): number {
    return this.#logs.waitMs(this.#logOf(quota, owner, at), at);
  }

  take(quota: number, owner: LogOwner, at: number): void {
    this.#note(this.#logOf(quota, owner, at), owner, at);
  }

  takeOrWait(quota: number, owner: LogOwner, at: number): number {
    const log = this.#logOf(quota, owner, at);
    const waitMs = this.#logs.waitMs(log, at);
    if (waitMs === 0) this.#note(log, owner, at);
    return waitMs;
  }

  remaining(quota: number, owner: LogOwner, at: number): number {
    return this.#logs.remaining(this.#logOf(quota, owner, at), at);
  }

  /** The window of a quota too large for single times. */
  stepped(quota: number, keyId: string, at: number): SteppedWindow {
    const known = this.#stepped.get(keyId);
    if (known?.quota === quota) return known;
    const old = this.#holds(keyId) ? undefined : this.#before?.steppedOf(keyId);
    if (old?.quota === quota) {
      this.#stepped.set(keyId, old);
      return old;
    }
    const window = new SteppedWindow(quota);
    for (const time of this.#leave(keyId, quota, at)) window.take(time);
    this.#stepped.set(keyId, window);
    return window;
  }

  steppedOf(keyId: string): SteppedWindow | undefined {
    return this.#stepped.get(keyId);
  }

  /** Nothing older is asked for from now on. */
  retire(): void {
    this.#before = undefined;
  }

  get size(): number {
    return this.#places.size + this.#stepped.size;
  }

  #logOf(quota: number, owner: LogOwner, at: number): number {
    const { logAt } = owner;
    if (owner.shelf === this.#number && logAt !== undefined && this.#logs.quotaOf(logAt) === quota)
      return logAt;
    return this.#file(this.#find(quota, owner, at), owner);
  }

  #note(log: number, owner: LogOwner, at: number): void {
    const now = this.#logs.take(log, at);
    if (now !== log) this.#file(now, owner);
  }

  #find(quota: number, { keyId }: LogOwner, at: number): number {
    const known = this.#places.get(keyId);
    if (known !== undefined && this.#logs.quotaOf(known) === quota) return known;
    const before = this.#before;
    if (before !== undefined && !this.#holds(keyId)) {
      const old = before.#places.get(keyId);
      if (old !== undefined && before.#logs.quotaOf(old) === quota)
        return this.#logs.adopt(before.#logs, old);
    }
    const history = this.#leave(keyId, quota, at);
    let log = this.#logs.open(quota);
    for (const time of history) log = this.#logs.take(log, time);
    return log;
  }

  #holds(keyId: string): boolean {
    return this.#places.has(keyId) || this.#stepped.has(keyId);
  }

  #file(log: number, owner: LogOwner): number {
    this.#places.set(owner.keyId, log);
    owner.shelf = this.#number;
    owner.logAt = log;
    return log;
  }

  /** What a key did under the quota it had, the latest so many; whatever remembers it finds nothing there any more. */
  #leave(keyId: string, most: number, at: number): number[] {
    if (!this.#holds(keyId)) return this.#before === undefined ? [] : this.#before.#leave(keyId, most, at);
    const log = this.#places.get(keyId);
    const history = this.#stepped.get(keyId)?.history(at, most) ?? [];
    this.#stepped.delete(keyId);
    if (log === undefined) return history;
    const times = this.#logs.history(log, at, most);
    this.#logs.close(log);
    this.#places.delete(keyId);
    return times;
  }
}

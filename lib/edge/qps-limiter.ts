import { type QpsWindow, qpsWindow } from "./qps-window";

type Windows = Map<string, Map<string, QpsWindow>>;

const GENERATION_MS = 5000;
const UNFILED = -1;

/** A key's entry as the limiter sees it. */
type WindowOwner = { readonly keyId: string; recentWindow?: QpsWindow | undefined };

/**
 * The windows of queries per second, one per key and endpoint class, made at first use.
 *
 * State belongs to the key ID, so a rotation neither resets nor doubles it. Windows live in two generations that
 * change places every five seconds; what was not used for two of them is dropped as a whole. Memory follows the keys
 * that called in the last ten seconds, not those that ever did, and no timer is needed.
 */
export class QpsLimiter {
  #young: Windows = new Map();
  #old: Windows = new Map();
  #youngSince = Number.NEGATIVE_INFINITY;
  #generation = 0;

  /**
   * The window of a key in an endpoint class. A changed quota keeps the history.
   *
   * The entry remembers the window it used last, which spares the search; state itself never hangs on an entry.
   * @param at Milliseconds of a clock that never steps.
   */
  windowOf(classId: string, quota: number, key: WindowOwner, at: number): QpsWindow {
    if (at - this.#youngSince >= GENERATION_MS) this.#turn(at);
    const recent = key.recentWindow;
    if (
      recent !== undefined &&
      recent.filedIn === this.#generation &&
      recent.filedUnder === classId &&
      recent.quota === quota
    ) {
      return recent;
    }
    const window = this.#find(classId, quota, key.keyId, at);
    key.recentWindow = window;
    return window;
  }

  #find(classId: string, quota: number, keyId: string, at: number): QpsWindow {
    let windows = this.#young.get(classId);
    if (windows === undefined) {
      windows = new Map();
      this.#young.set(classId, windows);
    }
    const found = windows.get(keyId);
    if (found !== undefined && found.quota === quota) return found;
    const known = found ?? this.#old.get(classId)?.get(keyId);
    const window =
      known === undefined ? qpsWindow(quota) : known.quota === quota ? known : known.withQuota(quota, at);
    // What another quota took over must not be found by an entry that still remembers it.
    if (known !== undefined) known.filedIn = UNFILED;
    window.filedUnder = classId;
    window.filedIn = this.#generation;
    windows.set(keyId, window);
    return window;
  }

  /** Windows held, for metrics and tests; one in both generations counts twice. */
  get size(): number {
    let size = 0;
    for (const generation of [this.#young, this.#old]) {
      for (const windows of generation.values()) size += windows.size;
    }
    return size;
  }

  #turn(at: number): void {
    // After a longer silence the young ones are as idle as the old.
    this.#old = at - this.#youngSince >= 2 * GENERATION_MS ? new Map() : this.#young;
    this.#young = new Map();
    this.#youngSince = at;
    this.#generation += 1;
  }
}

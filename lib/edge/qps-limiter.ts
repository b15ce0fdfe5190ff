import { type QpsWindow, qpsWindow, type Shelf, UNFILED } from "./qps-window";
import { TimeBlocks } from "./time-blocks";

/** The windows of one endpoint class in one generation, by key ID. */
class ClassShelf implements Shelf {
  readonly windows = new Map<string, QpsWindow>();
  constructor(
    readonly generation: number,
    readonly classId: string,
  ) {}
}

type Shelves = Map<string, ClassShelf>;

const GENERATION_MS = 5000;

/** A key's entry as the limiter sees it. */
type WindowOwner = { readonly keyId: string; recentWindow?: QpsWindow | undefined };

/**
 * The windows of queries per second, one per key and endpoint class, made at first use.
 *
 * State belongs to the key ID, so a rotation neither resets nor doubles it. Windows live in two generations that
 * change places every five seconds; what was not used for two of them is dropped as a whole. Memory follows the keys
 * that called in the last ten seconds, not those that ever did, and no timer is needed. Of an older window its entry may
 * keep the shell; the times are gone.
 */
export class QpsLimiter {
  #young: Shelves = new Map();
  #old: Shelves = new Map();
  #youngBlocks = new TimeBlocks();
  #oldBlocks = new TimeBlocks();
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
    if (recent !== undefined && recent.quota === quota && recent.shelf.classId === classId) {
      const { generation } = recent.shelf;
      if (generation === this.#generation) return recent;
      // Nobody asked for it since the turn, or it would stand among the young already.
      if (generation === this.#generation - 1) {
        recent.moveTo(this.#youngBlocks);
        return this.#file(recent, key.keyId, this.#shelfOf(classId));
      }
    }
    const window = this.#find(classId, quota, key.keyId, at);
    key.recentWindow = window;
    return window;
  }

  #find(classId: string, quota: number, keyId: string, at: number): QpsWindow {
    const shelf = this.#shelfOf(classId);
    const found = shelf.windows.get(keyId);
    if (found !== undefined && found.quota === quota) return found;
    const known = found ?? this.#old.get(classId)?.windows.get(keyId);
    if (known === undefined) return this.#file(qpsWindow(quota, this.#youngBlocks), keyId, shelf);
    if (known.quota === quota) {
      known.moveTo(this.#youngBlocks);
      return this.#file(known, keyId, shelf);
    }
    // What another quota took over must not be found by an entry that still remembers it.
    known.shelf = UNFILED;
    return this.#file(known.withQuota(quota, at, this.#youngBlocks), keyId, shelf);
  }

  #file(window: QpsWindow, keyId: string, shelf: ClassShelf): QpsWindow {
    window.shelf = shelf;
    shelf.windows.set(keyId, window);
    return window;
  }

  #shelfOf(classId: string): ClassShelf {
    const known = this.#young.get(classId);
    if (known !== undefined) return known;
    const shelf = new ClassShelf(this.#generation, classId);
    this.#young.set(classId, shelf);
    return shelf;
  }

  /** Windows held, for metrics and tests; one in both generations counts twice. */
  get size(): number {
    let size = 0;
    for (const generation of [this.#young, this.#old]) {
      for (const { windows } of generation.values()) size += windows.size;
    }
    return size;
  }

  #turn(at: number): void {
    // After a longer silence the young ones are as idle as the old.
    const isLong = at - this.#youngSince >= 2 * GENERATION_MS;
    this.#old = isLong ? new Map() : this.#young;
    this.#young = new Map();
    // A window may be remembered by its entry for long after; what it held may not.
    this.#oldBlocks.drop();
    if (isLong) this.#youngBlocks.drop();
    this.#oldBlocks = this.#youngBlocks;
    this.#youngBlocks = new TimeBlocks(this.#oldBlocks.used);
    this.#youngSince = at;
    this.#generation += isLong ? 2 : 1;
  }
}

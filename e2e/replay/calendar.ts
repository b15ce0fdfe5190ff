import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** The calendar of hosts that were started with its settings: days of traffic are replayed in a minute. */
export class Calendar {
  /** For the environment of a host. */
  readonly settings: Readonly<Record<string, string>>;
  readonly #dir = mkdtempSync(join(tmpdir(), "keyward-calendar-"));
  readonly #file: number;
  #movedMs = 0;

  constructor() {
    const path = join(this.#dir, "moved-clock");
    this.#file = openSync(path, "w");
    this.settings = {
      MOVED_CLOCK: path,
      NODE_OPTIONS: `--import=${resolve("e2e/replay/moved-clock.mjs")}`,
    };
    this.moveTo(Date.now());
  }

  /** From now on it is this time at the hosts, Unix milliseconds. */
  moveTo(time: number): void {
    this.#movedMs = time - Date.now();
    writeSync(this.#file, new Float64Array([this.#movedMs]), 0, 8, 0);
  }

  /** What time it is there. */
  now(): number {
    return Date.now() + this.#movedMs;
  }

  close(): void {
    closeSync(this.#file);
    rmSync(this.#dir, { recursive: true, force: true });
  }
}

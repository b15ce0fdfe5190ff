/**
 * Lets things begin one after the other in the order in which they asked, the first at once, each other one `apartMs` after
 * the one before: also where the process was too busy to look at its clock. Does not keep the process alive.
 */
export class Turns {
  readonly #apartMs: number;
  readonly #waiting: (() => void)[] = [];
  #isPausing = false;

  constructor(apartMs: number) {
    this.#apartMs = apartMs;
  }

  take(begin: () => void): void {
    this.#waiting.push(begin);
    if (!this.#isPausing) this.#next();
  }

  #next(): void {
    const begin = this.#waiting.shift();
    this.#isPausing = begin !== undefined;
    if (begin === undefined) return;
    const timer = setTimeout(() => this.#next(), this.#apartMs);
    if (typeof timer === "object") timer.unref();
    begin();
  }
}

/** A rectangle in world pixels of one zoom. */
export type Box = {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
};

const CELL = 128;

/** Which rectangles are taken on a world that goes round. */
export class Collisions {
  readonly #cells = new Map<number, Box[]>();
  readonly #world: number;

  /** @param world Width of the world in pixels. */
  constructor(world: number) {
    this.#world = world;
  }

  /** Takes `box` and says so, unless it would touch one that is taken already. */
  take(box: Box): boolean {
    const copies = wrapped(box, this.#world);
    for (const copy of copies) {
      for (const key of keysOf(copy)) {
        for (const taken of this.#cells.get(key) ?? []) if (touch(copy, taken)) return false;
      }
    }
    for (const copy of copies) {
      for (const key of keysOf(copy)) {
        const cell = this.#cells.get(key);
        if (cell) cell.push(copy);
        else this.#cells.set(key, [copy]);
      }
    }
    return true;
  }
}

/** The box, and its copy on the other side of the date line when it sticks out there. */
export function wrapped(box: Box, world: number): readonly Box[] {
  const shifted = (by: number): Box => ({ ...box, left: box.left + by, right: box.right + by });
  if (box.left < 0) return [box, shifted(world)];
  if (box.right > world) return [box, shifted(-world)];
  return [box];
}

export function touch(a: Box, b: Box): boolean {
  return a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top;
}

function* keysOf(box: Box): Generator<number> {
  const toX = Math.floor(box.right / CELL);
  const toY = Math.floor(box.bottom / CELL);
  for (let y = Math.floor(box.top / CELL); y <= toY; y += 1) {
    for (let x = Math.floor(box.left / CELL); x <= toX; x += 1) yield (y + 8) * 2 ** 25 + x + 8;
  }
}

import { isDeepStrictEqual } from "node:util";
import { expect } from "vitest";
import { fingerprint } from "./fingerprint";

/** The jobs of the server that is asked write as well, seldom, and not three times in a row. */
const TRIES = 3;

/**
 * Expects that nobody's things change while this runs. Where they do it is run again: what it writes itself it writes each
 * time, what a job happened to write between it does not.
 */
export async function changesNothing(work: () => Promise<void>): Promise<void> {
  for (let left = TRIES; ; left -= 1) {
    const before = await fingerprint();
    await work();
    const after = await fingerprint();
    if (left === 1) return expect(after).toEqual(before);
    if (isDeepStrictEqual(after, before)) return;
  }
}

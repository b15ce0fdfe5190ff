import type { Rollups } from "./rollups";

/** Calls added up in memory while they were written: exactly those of the bytes `[from, to)` of a file. */
export type Tally = { readonly from: number; readonly to: number; readonly sums: () => Rollups };

/** What a file holds so far. */
export type Taken = {
  /** Whole lines up to here. */
  readonly to: number;
  /** The last of it added up already, where that could be kept; else the lines have to be read. */
  readonly tally: Tally | undefined;
};

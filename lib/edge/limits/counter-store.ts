import type { LimitView } from "../limit";
import type { ClassEntry } from "../ports";
import type { CallLease } from "./call-lease";
import type { Ruling } from "./rulings";

/** A call that asks for its place under all limits that hold for it. */
export type Claim = {
  readonly orgId: string;
  readonly rulings: readonly Ruling[];
  readonly endpointClass: ClassEntry;
  /** Client address as limits tell addresses apart; `""` when no limit asks. */
  readonly address: string;
  /** Milliseconds of a clock that never steps: windows go by it. */
  readonly at: number;
  /** Unix time, milliseconds: calendar periods go by it. */
  readonly now: number;
};

/** The answer to a claim. */
export type Taken = {
  /** What the call was held against, for the answer's headers; queries per second first. */
  readonly limits: readonly LimitView[];
  /** Those that refused; empty when the call is admitted. */
  readonly violated: readonly LimitView[];
  /** Milliseconds after which all of them can fit again, as far as can be known; 0 when admitted. */
  readonly waitMs: number;
  /** What has to be told when the call ends; null when nothing has. */
  readonly lease: CallLease | null;
};

/**
 * Counts calls against limits.
 *
 * All limits of a claim are looked at together and then taken together: a refused claim takes nothing. Answers at once
 * where it can, else with a promise that never rejects.
 */
export interface CounterStore {
  /** Whether even a call without limits of its own must be claimed, because other instances count with this one. */
  readonly isShared: boolean;
  take(claim: Claim): Taken | Promise<Taken>;
  /** The limits of a claim as they stand, without taking from any. */
  look(claim: Claim): readonly LimitView[] | Promise<readonly LimitView[]>;
}

/** What was used of one endpoint class in a period. */
export type ClassUse = { readonly classId: string; readonly requests: number; readonly bytes: number };

/** Whose use is asked for: a key's, or without one all of an org's; of one class, or of all. */
export type UseScope = {
  readonly orgId: string;
  readonly keyId: string | null;
  readonly classId: string | null;
};

/** Past use: what the rollups hold, and what waits in the journals of this instance to be counted into them. */
export type PastUse = { readonly counted: readonly ClassUse[]; readonly waiting: readonly ClassUse[] };

/**
 * What was counted before: admitted calls with `from <= time < to` (Unix milliseconds) that have been recorded, each in
 * one of the two places. Rejects when it cannot be read.
 */
export interface QuotaSeeds {
  used(scope: UseScope, from: number, to: number): Promise<PastUse>;
}

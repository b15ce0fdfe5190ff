/** What `TAKE` is told of one scope. Field names are the script's. */
export type WindowAsk = {
  readonly kind: "w";
  readonly limit: number;
  /** The lease to be settled, `""` for none: how much of it was used, and how much is still held. */
  readonly lease: string;
  readonly used: number;
  readonly held: number;
  /** How much to hold ahead beside that. */
  readonly ahead: number;
  readonly holdUs: number;
};

export type PlacesAsk = { readonly kind: "c"; readonly limit: number; readonly mine: number };

export type QuotaAsk = {
  readonly kind: "q";
  readonly limit: number;
  /** Class the count is of; `""` where classes do not matter. */
  readonly class: string;
  /** `<requests>/<transactions>`, or `""`. */
  readonly weight: string;
  readonly start: number;
  readonly ends: number;
  /** 1: it has been limited since the period began, so nothing can be missing. */
  readonly isWhole: 0 | 1;
  readonly isBytes: 0 | 1;
  readonly isSoft: 0 | 1;
  /** Used while nobody could be asked, and held ahead without need. */
  readonly debt: number;
  readonly back: number;
  readonly ahead: 0 | 1;
  /** The epoch this instance last counted in. */
  readonly epoch: string;
};

export type ScopeAsk = WindowAsk | PlacesAsk | QuotaAsk;

/** What `TAKE` answers about one scope. */
export type ScopeAnswer = {
  readonly epoch: string;
  /** For a quota 0 counted, 1 its past is missing, 2 others have yet to report, 3 this instance has. */
  readonly status: number;
  readonly left: number;
  /** A window: microseconds until something fits. A quota: what is used. */
  readonly extra: number;
  readonly held: number;
  readonly lease: string;
};

/** One question about a scope under way. */
export type Question = {
  readonly ask: ScopeAsk;
  /** @param sentAt When the step was sent: what it says is no older. */
  readonly hear: (answer: ScopeAnswer, sentAt: number) => void;
  /** The step failed, and nobody knows whether it was done. */
  readonly lose: () => void;
  /** After that it turned out to have been done, with so many calls admitted that nobody waited for any more. */
  readonly late?: (answer: ScopeAnswer, admitted: number) => void;
};

/** Something counted in Redis: what to ask of it, and what to make of the answer. */
export interface Scope {
  /** Its keys, all with the org's hash tag. */
  readonly keys: readonly string[];
  /** Called once when a step is sent. */
  question(at: number): Question;
  /** What `LOOK` is told of it: changes nothing here or there. */
  glance(): Glance;
}

/** What this instance knows beside Redis of a scope that is only looked at. Field names are the script's. */
export type Glance =
  | { readonly kind: "w"; readonly limit: number; readonly held: number }
  | { readonly kind: "c"; readonly limit: number; readonly mine: number }
  | (Pick<QuotaAsk, "kind" | "limit" | "class" | "weight" | "start" | "isWhole" | "epoch"> & {
      /** Counted there and not used yet; used and not counted there yet. */
      readonly held: number;
      readonly debt: number;
    });

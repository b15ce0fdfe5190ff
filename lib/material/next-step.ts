import type { Readiness } from "./readiness";

/** What an operator does next with one ring. */
export type NextStep =
  /** Two instances hold different keys under one version: mend that before anything else. */
  | "mend"
  /** Give the newest version to every instance, behind the one that seals. */
  | "add"
  /** Put the newest version in front, on every instance. */
  | "promote"
  /** A few seconds, until nothing begun under the former version is left. */
  | "settle"
  /** Seal again what is under a former version. */
  | "seal"
  /** It is being sealed again. */
  | "wait"
  /** Take the former versions out of the ring, on every instance. */
  | "remove"
  /** Nothing is under way. */
  | "rest";

type Facts = {
  readiness: Pick<Readiness, "step" | "newest">;
  /** Rows under another version than the newest. */
  left: number;
  /** Some instance still holds a former version. */
  holdsFormer: boolean;
  /** Sealing again was asked for and has not come to its end. */
  isRunning: boolean;
  /** The last run proved the newest version alone to be enough. */
  isProved: boolean;
};

/** The one thing to do next. Former keys are given up only after it was proved that nothing needs them. */
export function nextStep({ readiness, left, holdsFormer, isRunning, isProved }: Facts): NextStep {
  if (readiness.step === "differs") return "mend";
  if (readiness.step === "add" || readiness.step === "promote") return readiness.step;
  if (isRunning) return "wait";
  if (readiness.step === "settle") return "settle";
  if (left > 0) return "seal";
  if (!holdsFormer) return "rest";
  return isProved ? "remove" : "seal";
}

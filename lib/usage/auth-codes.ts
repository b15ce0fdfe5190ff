import { REFUSALS } from "@/lib/edge/verdict";

/** Gates that ask who calls: transport, credential, key. Those after them ask what this caller may do. */
const FIRST_GATE = 4;
const LAST_GATE = 9;

/** Codes that say nothing about the caller, though their gate is among those. */
const NOT_THE_CALLERS: ReadonlySet<string> = new Set(["keys_unavailable"]);

/** Refusal codes of calls whose credential was not accepted. */
export const AUTH_CODES: readonly string[] = Object.entries(REFUSALS)
  .filter(([code, { gate }]) => gate >= FIRST_GATE && gate <= LAST_GATE && !NOT_THE_CALLERS.has(code))
  .map(([code]) => code);

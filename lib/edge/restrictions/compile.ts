import type { CompiledRestriction } from "../ports";

const NONE: readonly CompiledRestriction[] = [];

/** Compiles what is stored with a key; once per version of the key, never per call. */
export function compileRestrictions(_stored: unknown): readonly CompiledRestriction[] {
  return NONE;
}

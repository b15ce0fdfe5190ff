import type { Call, EdgeDeps, Refused } from "./decision";
import { GATES } from "./gates";
import type { KeyEntry } from "./ports";
import { Walk } from "./walk";

/** The gates that look at a key and at nothing it asks for. */
const OF_THE_KEY = GATES.filter(({ number }) => number >= 4 && number <= 9);

/**
 * The key a request carries, or the refusal a call with it would get from gates 4 to 9.
 *
 * Takes nothing from any limit. Rejects only if a store breaks its contract.
 */
export async function identifyKey(call: Call, deps: EdgeDeps, now: number): Promise<KeyEntry | Refused> {
  const walk = new Walk(call, deps, now);
  for (const { judge } of OF_THE_KEY) {
    const code = await judge(walk);
    if (code !== null && code !== "preflight") return walk.refused(code);
  }
  return walk.key ?? walk.refused("key_invalid");
}

import { Restrictions } from "@/lib/keys/restrictions-schema";
import { logger } from "@/lib/logging/logger";
import type { KeyEntry } from "../ports";
import { compileRestrictions } from "../restrictions/compile";

const NONE: KeyEntry["restrictions"] = [];

/**
 * Compiles what is stored with a key. Never throws: what cannot be read is `unreadable`, which lets no call pass, and stands
 * in the log with the key's ID.
 */
export function restrictionsOf(stored: unknown, keyId: string): KeyEntry["restrictions"] {
  if (isEmpty(stored)) return NONE;
  try {
    return compileRestrictions(Restrictions.parse(stored));
  } catch (err) {
    logger.error({ err, keyId }, "the restrictions of a key cannot be read; its calls are refused");
    return "unreadable";
  }
}

/** Most keys there are. */
function isEmpty(stored: unknown): boolean {
  return (
    stored !== null &&
    typeof stored === "object" &&
    !Array.isArray(stored) &&
    Object.keys(stored).length === 0
  );
}

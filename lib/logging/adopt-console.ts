import { format, types } from "node:util";
import type { Logger } from "./logger";

/**
 * Sends what others write to the console (Next, libraries) through the log, so that the same cleaning holds for it.
 *
 * Returns a function that gives the console back.
 */
export function adoptConsole(logger: Logger): () => void {
  const target = globalThis.console;
  const own = { log: target.log, info: target.info, warn: target.warn, error: target.error };
  const through =
    (level: "info" | "warn" | "error") =>
    (...parts: unknown[]) => {
      const err = parts.find((part) => types.isNativeError(part));
      logger[level](err === undefined ? {} : { err }, format(...parts.filter((part) => part !== err)).trim());
    };
  Object.assign(target, {
    log: through("info"),
    info: through("info"),
    warn: through("warn"),
    error: through("error"),
  });
  return () => Object.assign(target, own);
}

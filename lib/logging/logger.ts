import { type Logger, pino } from "pino";
import { cleanLine } from "./clean-line";

export type { Logger };

type Level = "debug" | "info" | "warn" | "error";

/**
 * A logger that writes one JSON object a line, each cleaned by `cleanLine`.
 *
 * Whatever is handed in (fields, messages, errors with their causes) may hold a secret or a query; neither leaves.
 */
export function createLogger(write: (line: string) => void, level: Level = "info"): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: pino.stdSerializers.errWithCause },
    },
    { write: (line) => write(cleanLine(line)) },
  );
}

const slot = Symbol.for("keyward.logger");
const holder = globalThis as typeof globalThis & { [slot]?: Logger };
holder[slot] ??= createLogger((line) => process.stdout.write(line));

/** The process' log: JSON lines on standard output. Shared by every bundle, so that one `level` holds for all. */
export const logger: Logger = holder[slot];

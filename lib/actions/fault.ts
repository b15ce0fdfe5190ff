import { isDomainError } from "@/lib/errors/domain-error";

/** What an unexpected error is made of, fit for a log. */
export type FaultRecord = {
  name: string;
  code?: string;
  message?: string;
  frames: string[];
  cause?: FaultRecord;
};

const MAX_FRAMES = 12;
const MAX_CAUSES = 4;

/**
 * An error as a log record.
 *
 * A Prisma error's message repeats the arguments of the query, so only its name and code are kept.
 */
export function describeFault(error: unknown, depth = 0): FaultRecord {
  if (!(error instanceof Error)) return { name: typeof error, frames: [] };
  const isPrisma = error.name.startsWith("PrismaClient");
  const code = codeOf(error);
  return {
    name: error.name,
    ...(code === undefined ? {} : { code }),
    ...(isPrisma ? {} : { message: error.message }),
    frames: (error.stack ?? "")
      .split("\n")
      .filter((line) => line.trimStart().startsWith("at "))
      .slice(0, MAX_FRAMES)
      .map((line) => line.trim()),
    ...(error.cause === undefined || depth >= MAX_CAUSES
      ? {}
      : { cause: describeFault(error.cause, depth + 1) }),
  };
}

const DATABASE_AWAY = new Set([
  "P1001",
  "P1002",
  "P1008",
  "P1017",
  "P2024",
  "P2028",
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "57P01",
  "57P02",
  "57P03",
  "53300",
]);

/** Whether the database could not be reached or was shutting down; looks through causes. */
export function isDatabaseAway(error: unknown, depth = 0): boolean {
  if (!(error instanceof Error) || isDomainError(error) || depth > MAX_CAUSES) return false;
  const code = codeOf(error);
  return (code !== undefined && DATABASE_AWAY.has(code)) || isDatabaseAway(error.cause, depth + 1);
}

function codeOf(error: Error): string | undefined {
  const code: unknown = Reflect.get(error, "code");
  return typeof code === "string" ? code : undefined;
}

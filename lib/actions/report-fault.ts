import { logger } from "@/lib/logging/logger";
import { describeFault } from "./fault";

/** Writes an unexpected error to the log, under the request ID the person was given. */
export function reportFault(requestId: string, error: unknown): void {
  logger.error({ requestId, fault: describeFault(error) }, "a request failed unexpectedly");
}

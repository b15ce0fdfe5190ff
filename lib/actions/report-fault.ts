import { describeFault } from "./fault";

/** Writes an unexpected error to the log, under the request ID the person was given. */
export function reportFault(requestId: string, error: unknown): void {
  const record = { level: "error", time: new Date().toISOString(), requestId, fault: describeFault(error) };
  process.stderr.write(`${JSON.stringify(record)}\n`);
}

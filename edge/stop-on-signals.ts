import { logger } from "@/lib/logging/logger";

/** Stops the process once, in order, when it is told to. Whoever asks twice means now. */
export function stopOnSignals(name: string, graceMs: number, stop: () => Promise<void>): void {
  let isStopping = false;
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, () => {
      if (isStopping) process.exit(1);
      isStopping = true;
      logger.info({ signal }, `${name} stops: no new connections, calls under way get ${graceMs / 1000} s`);
      stop().then(
        () => process.exit(0),
        (err: unknown) => {
          logger.error({ err }, `${name} did not stop cleanly`);
          process.exit(1);
        },
      );
    });
  }
}

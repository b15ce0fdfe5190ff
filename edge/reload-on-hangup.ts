import { logger } from "@/lib/logging/logger";
import { hasReadableKeys, reloadKeyrings } from "@/lib/sealing/reload";

/**
 * `kill -HUP`: the process reads its keys again and goes on answering. What cannot be used leaves the former ones in use.
 *
 * Without a key from a file or a command there is nothing to read again, and the signal ends the process as ever: it comes
 * from a terminal that was closed.
 */
export function reloadOnHangup(): void {
  if (!hasReadableKeys(process.env)) return;
  process.on("SIGHUP", () => {
    reloadKeyrings(process.env, Date.now()).then(
      (rings) => logger.info({ rings }, "keys were read again"),
      (err: unknown) => logger.error({ err }, "keys were not read again"),
    );
  });
}

import type { ChildProcess } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * Resolves once the server answers.
 * @throws {Error} When it stops before, or is silent for a minute.
 */
export async function waitUntilAnswering(url: string, server: ChildProcess): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    if (server.exitCode !== null || server.signalCode !== null)
      throw new Error("The server stopped while it was starting; its message is above.");
    try {
      const answer = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(5_000) });
      await answer.arrayBuffer();
      if (answer.status < 500) return;
    } catch {
      // Not listening yet.
    }
    await sleep(100);
  }
  throw new Error(`The server did not answer on ${url} within a minute.`);
}

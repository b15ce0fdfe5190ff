import type { Server } from "node:http";

/**
 * Stops accepting, lets answers under way finish for at most `graceMs`, then cuts what is left.
 *
 * Resolves when every connection is gone; idle ones go at once.
 */
export async function drain(servers: readonly Server[], graceMs: number): Promise<void> {
  const closed = servers.map((server) => new Promise<void>((resolve) => server.close(() => resolve())));
  // A connection that becomes idle during the wait must not hold the process until its own time-out.
  const sweep = setInterval(() => closeIdle(servers), 200);
  closeIdle(servers);
  const cut = setTimeout(() => {
    for (const server of servers) server.closeAllConnections();
  }, graceMs);
  await Promise.all(closed);
  clearInterval(sweep);
  clearTimeout(cut);
}

function closeIdle(servers: readonly Server[]): void {
  for (const server of servers) server.closeIdleConnections();
}

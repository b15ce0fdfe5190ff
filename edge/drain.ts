import type { Server } from "node:http";
import { endTunnels, tunnelsOver } from "@/lib/forwarding/tunnels";
import { cutHandedOver } from "./upgrades";

/**
 * Stops accepting, lets answers under way finish for at most `graceMs`, then cuts what is left.
 *
 * Resolves when every connection is gone and every tunnel counted; idle ones go at once, and so do tunnels, which have no end of their own.
 */
export async function drain(servers: readonly Server[], graceMs: number): Promise<void> {
  const closed = servers.map((server) => new Promise<void>((resolve) => server.close(() => resolve())));
  // A connection that becomes idle during the wait must not hold the process until its own time-out.
  const sweep = setInterval(() => endEndless(servers), 200);
  endEndless(servers);
  const cut = setTimeout(() => {
    for (const server of servers) server.closeAllConnections();
    cutHandedOver();
  }, graceMs);
  // A tunnel is counted when its upstream is gone as well, which the server knows nothing of.
  await Promise.all([...closed, tunnelsOver()]);
  clearInterval(sweep);
  clearTimeout(cut);
}

/** What has no end of its own to wait for. */
function endEndless(servers: readonly Server[]): void {
  for (const server of servers) server.closeIdleConnections();
  endTunnels();
}

// The standalone edge: answers metered calls and nothing else. N copies of it stand behind any load balancer, and none has
// what opens a customer's secret.

import { closePool } from "@/lib/db/pool";
import { CidrSet } from "@/lib/edge/cidr";
import { edgeEnv } from "@/lib/env";
import { setSelfOrigin } from "@/lib/forwarding/self-origin";
import { adoptConsole } from "@/lib/logging/adopt-console";
import { logger } from "@/lib/logging/logger";
import { stopUsage } from "@/lib/usage/start";
import { drain } from "./drain";
import { startEdgeHost } from "./host";
import { listenOn } from "./listen";
import { type Aside, meteredListener } from "./metered-listener";
import { startOps } from "./ops-server";
import { plainListener } from "./plain/plain-listener";
import { reloadOnHangup } from "./reload-on-hangup";
import { stopOnSignals } from "./stop-on-signals";
import { tunnelUpgrades } from "./upgrades";

const DRAIN_MS = 10_000;

try {
  await start();
} catch (error) {
  // One clear sentence for whoever started it; the log is for what happens while it runs.
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

async function start(): Promise<void> {
  const settings = edgeEnv();
  logger.level = settings.LOG_LEVEL;
  adoptConsole(logger);
  const { METRICS_HOST, METRICS_PORT } = settings;
  const ops = METRICS_PORT === undefined ? undefined : await startOps(METRICS_HOST, METRICS_PORT);
  setSelfOrigin(new URL(settings.PUBLIC_URL).origin);
  const edge = await startEdgeHost(true);
  const aside: Aside = (req, res) => isOwn(req.url ?? "") && edge.endpoints(req, res);
  const trusted = new CidrSet(settings.TRUSTED_PROXY_CIDRS);
  const listener = { host: edge.host, trusted, aside };
  const hosts = [settings.HOST];
  const servers = await listenOn({
    hosts,
    port: settings.PORT,
    onRequest: meteredListener(listener, false),
    onExpectingRequest: meteredListener(listener, true),
    upgrades: tunnelUpgrades(edge.host, trusted),
    onPlainRequest: plainListener({ host: edge.host, trusted, isAside: isOwn }),
  });
  reloadOnHangup();
  stopOnSignals("Keyward edge", DRAIN_MS, async () => {
    ops?.stopping();
    await drain(servers, DRAIN_MS);
    await stopUsage();
    await edge.stop();
    await closePool();
    ops?.close();
  });
  ops?.ready(edge.metrics);
  logger.info({ hosts, port: settings.PORT }, "Keyward edge listens");
}

/** Whether a target may be one of the edge's own endpoints: under `/edge/`, `/oauth/` or `/.well-known/`. */
function isOwn(target: string): boolean {
  return /^\/(?:edge|oauth|\.well-known)(?:[/?]|$)/.test(target);
}

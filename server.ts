import { createServer, type IncomingMessage, type Server } from "node:http";
import { join } from "node:path";
import next from "next";
import { drain } from "@/edge/drain";
import { startEdgeHost } from "@/edge/host";
import { inFrontOfNext, plainInFrontOfNext } from "@/edge/in-front-of-next";
import { listenOn } from "@/edge/listen";
import { requestListener } from "@/edge/listener";
import { startOps } from "@/edge/ops-server";
import { reloadOnHangup } from "@/edge/reload-on-hangup";
import { withCompressedAssets } from "@/edge/static-assets";
import { stopOnSignals } from "@/edge/stop-on-signals";
import { tunnelUpgrades, type Upgrades } from "@/edge/upgrades";
import { backgroundIdle } from "@/lib/accounts/background";
import { startAccountUpkeep } from "@/lib/accounts/start-upkeep";
import { endStreams } from "@/lib/actions/open-streams";
import { startAlertWatch } from "@/lib/alerts/start-upkeep";
import { startAuditHeads } from "@/lib/audit/heads";
import { closeClient } from "@/lib/db/client";
import type { EmbeddedDatabase } from "@/lib/db/embedded";
import { migrate } from "@/lib/db/migrate";
import { closePool } from "@/lib/db/pool";
import { provideDatabase } from "@/lib/db/provide";
import { getSetting } from "@/lib/db/settings";
import { CidrSet } from "@/lib/edge/cidr";
import { type Env, env } from "@/lib/env";
import { originOf, setSelfOrigin } from "@/lib/forwarding/self-origin";
import { startHealthUpkeep } from "@/lib/health/start-upkeep";
import { startKeyUpkeep } from "@/lib/keys/start-upkeep";
import { startLeakUpkeep } from "@/lib/leak-intake/start-upkeep";
import { adoptConsole } from "@/lib/logging/adopt-console";
import { logger } from "@/lib/logging/logger";
import { startManagementUpkeep } from "@/lib/management/start-upkeep";
import { startMaterialUpkeep } from "@/lib/material/start-upkeep";
import { startQpsUpkeep } from "@/lib/qps/start-upkeep";
import { warmSamples } from "@/lib/samples/warm";
import { startRevocationAudit } from "@/lib/tokens/audit-revocations";
import { stopUsage } from "@/lib/usage/start";
import { startWebhookUpkeep } from "@/lib/webhooks/start-upkeep";

const DRAIN_MS = 10_000;

try {
  const ownDatabase = await provideDatabase(process.env);
  await start(env(), ownDatabase).catch(async (error: unknown) => {
    await ownDatabase?.stop();
    throw error;
  });
} catch (error) {
  // One clear sentence for whoever started it; the log is for what happens while it runs.
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

async function start(settings: Env, ownDatabase: EmbeddedDatabase | undefined): Promise<void> {
  const isDevelopment = settings.NODE_ENV === "development";
  process.env.NEXT_TELEMETRY_DISABLED = "1";
  // next-auth would otherwise name an address of its own in what it answers.
  process.env.NEXTAUTH_URL = settings.PUBLIC_URL;
  logger.level = settings.LOG_LEVEL;
  if (!isDevelopment) adoptConsole(logger);

  await migrate(settings.DATABASE_URL);
  await refuseForeignDemo(settings);
  const isLoopback = settings.KEYWARD_DEMO === "1" || settings.HOST === "localhost";
  const hosts = isLoopback ? ["127.0.0.1", "::1"] : [settings.HOST];
  // After an action Next asks itself for the next page; without this it would believe a request on where it lives.
  process.env.__NEXT_PRIVATE_ORIGIN = setSelfOrigin(originOf(hosts[0] ?? settings.HOST, settings.PORT));
  const { METRICS_HOST, METRICS_PORT } = settings;
  const ops = METRICS_PORT === undefined ? undefined : await startOps(METRICS_HOST, METRICS_PORT);
  const edge = await startEdgeHost(false);
  const stopAuditHeads = startAuditHeads(settings.DATA_DIR, (err) =>
    logger.error({ err }, "Audit heads were not written"),
  );

  const nextsOwn = createServer();
  const app = next({
    dev: isDevelopment,
    port: settings.PORT,
    hostname: "localhost",
    quiet: !isDevelopment,
    // Next would listen for upgrades and never answer them: it gets a server that hears of none but its own.
    httpServer: nextsOwn,
  });
  await app.prepare();
  const trusted = new CidrSet(settings.TRUSTED_PROXY_CIDRS);
  const pages = app.getRequestHandler();
  const listener = {
    next: isDevelopment
      ? pages
      : withCompressedAssets(pages, join(process.env.NEXT_DIST_DIR || ".next", "static")),
    host: edge.host,
    endpoints: edge.endpoints,
    trusted,
  };
  const tunnels = tunnelUpgrades(edge.host, trusted);
  const isInFront = settings.EDGE_HOST === "server";
  const listenerFor = isInFront ? inFrontOfNext : requestListener;
  const servers = await listenOn({
    hosts,
    port: settings.PORT,
    onRequest: listenerFor(listener, false),
    onExpectingRequest: listenerFor(listener, true),
    upgrades: isDevelopment ? withNexts(tunnels, nextsOwn) : tunnels,
    ...(isInFront && { onPlainRequest: plainInFrontOfNext(listener) }),
  });
  logger.info({ hosts, port: settings.PORT, publicUrl: settings.PUBLIC_URL }, "Keyward listens");

  // What can wait does: those who call are answered first.
  const stopKeyUpkeep = startKeyUpkeep();
  const stopAccountUpkeep = startAccountUpkeep();
  const stopRevocationAudit = startRevocationAudit();
  const stopManagementUpkeep = startManagementUpkeep();
  const stopHealthUpkeep = startHealthUpkeep();
  const stopMaterialUpkeep = startMaterialUpkeep();
  const stopQpsUpkeep = startQpsUpkeep();
  const stopAlertWatch = startAlertWatch();
  const stopWebhookUpkeep = startWebhookUpkeep();
  const stopLeakUpkeep = startLeakUpkeep();

  if (settings.KEYWARD_DEMO === "1") void warmSamples();

  reloadOnHangup();
  stopOnSignals("Keyward", DRAIN_MS, stop);
  ops?.ready(edge.metrics);

  async function stop(): Promise<void> {
    ops?.stopping();
    endStreams();
    await drain(servers, DRAIN_MS);
    await app.close();
    await stopUsage();
    await edge.stop();
    await Promise.all([
      backgroundIdle(),
      stopKeyUpkeep(),
      stopAccountUpkeep(),
      stopRevocationAudit(),
      stopManagementUpkeep(),
      stopHealthUpkeep(),
      stopMaterialUpkeep(),
      stopQpsUpkeep(),
      stopAlertWatch(),
      stopWebhookUpkeep(),
      stopLeakUpkeep(),
      stopAuditHeads(),
    ]);
    await Promise.all([closeClient(), closePool()]);
    await ownDatabase?.stop();
    ops?.close();
  }
}

/**
 * The development server tells its pages about edits over a socket of its own, and they wait for it before they come to
 * life. Next listens for upgrades on the server it was given, from the first request on.
 */
function withNexts(tunnels: Upgrades, next: Server): Upgrades {
  const isNexts = ({ url }: IncomingMessage) =>
    url?.startsWith("/_next/") === true && next.listenerCount("upgrade") > 0;
  return {
    mayLeave: (req) => isNexts(req) || tunnels.mayLeave(req),
    answer: (req, head) => {
      if (isNexts(req)) next.emit("upgrade", req, req.socket, head);
      else tunnels.answer(req, head);
    },
  };
}

/** A demo's passwords and secrets lie in a file; nobody may serve them to the world by a forgotten variable. */
async function refuseForeignDemo({ NODE_ENV, KEYWARD_DEMO }: Env): Promise<void> {
  if (NODE_ENV !== "production" || KEYWARD_DEMO === "1") return;
  if ((await getSetting("demo")) === null) return;
  throw new Error(
    "This database holds demo data, and npm start does not serve demos. Point DATABASE_URL to another one, or use npm run demo.",
  );
}

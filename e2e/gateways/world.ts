import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { chmodSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startEmbedded } from "@/lib/db/embedded";
import { freePort } from "@/lib/db/embedded/free-port";
import { migrate } from "@/lib/db/migrate";
import { provisionKeys } from "@/lib/sealing/provision";
import { startUpstream, UPSTREAM_PREFIX } from "./upstream";

/**
 * A standalone edge that knows a gateway's secret, an upstream that remembers what reached it, and keys for it. Gateways
 * stand in front of both, as the examples have it.
 */
export async function startWorld() {
  const dataDir = mkdtempSync(join(tmpdir(), "keyward-gateways-"));
  chmodSync(dataDir, 0o711);
  const postgres = await startEmbedded(dataDir);
  const upstream = await startUpstream();
  const port = await freePort();
  const gatewaySecret = randomBytes(24).toString("hex");
  const settings = {
    ...provisionKeys(dataDir),
    NODE_ENV: "production",
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    PORT: String(port),
    HOST: "127.0.0.1",
    DATA_DIR: dataDir,
    DATABASE_URL: postgres.url,
    UPSTREAM_PRIVATE_CIDRS: "127.0.0.0/8",
    GATEWAY_SECRET: gatewaySecret,
  };
  Object.assign(process.env, settings);
  await migrate(postgres.url);

  // After the settings: these read them when they first touch the database.
  const { makeKey, makeOrg, makeProduct } = await import("@/test/factories");
  const org = await makeOrg();
  const makeApi = (slug: string, defaultQps: number) =>
    makeProduct({ slug, paths: [`/${slug}/{rest+}`], baseUrl: upstream.url + UPSTREAM_PREFIX, defaultQps });
  const product = await makeApi("shop", 100_000);
  const slow = await makeApi("slow", 1);
  const other = await makeApi("other", 1);
  const key = await makeKey({ org, products: [product, slow] });
  const reader = await makeKey({ org, products: [product], access: "read", allowQueryKey: false });
  const disabled = await makeKey({ org, products: [product], state: "disabled" });
  const assertionSecrets = await signingSecretsOf(product.upstreamId);

  const log = join(dataDir, "edge.log");
  const edge = await startEdge(settings, log);
  return {
    port,
    gatewaySecret,
    upstream,
    assertionSecrets,
    key,
    /** A key that has not called yet. */
    newKey: () => makeKey({ org, products: [product, slow] }),
    reader,
    disabled,
    other,
    /** What was counted for a key once that are so many decisions, or after twenty seconds. */
    counted: async (keyId: string, expected: number) => {
      const { pool } = await import("@/lib/db/pool");
      for (let tries = 0; ; tries += 1) {
        const { rows } = await pool().query<{ status: number; code: string; requests: number }>(
          `SELECT status, code, sum(requests)::int AS requests FROM usage_minute
           WHERE key_id = $1 GROUP BY status, code ORDER BY status, code`,
          [keyId],
        );
        const total = rows.reduce((sum, { requests }) => sum + requests, 0);
        if (total >= expected || tries >= 100) return rows;
        await sleep(200);
      }
    },
    log: () => readFileSync(log, "utf8"),
    stop: async () => {
      const gone = once(edge, "exit");
      edge.kill("SIGTERM");
      await gone;
      const { closeClient } = await import("@/lib/db/client");
      const { closePool } = await import("@/lib/db/pool");
      await Promise.all([closeClient(), closePool()]);
      await upstream.stop();
      await postgres.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

export type World = Awaited<ReturnType<typeof startWorld>>;

async function signingSecretsOf(upstreamId: string): Promise<Record<string, Uint8Array>> {
  const { db } = await import("@/lib/db/client");
  const { upstreamSecretAad } = await import("@/lib/sealing/aad");
  const { edgeKeyring } = await import("@/lib/sealing/keyring");
  const { open } = await import("@/lib/sealing/open");
  const rows = await db.upstreamSecret.findMany({
    where: { upstreamId },
    select: { id: true, sealed: true },
  });
  const opened = rows.map(
    ({ id, sealed }) => [id, open(edgeKeyring(), sealed, upstreamSecretAad(upstreamId, id))] as const,
  );
  return Object.fromEntries(opened);
}

async function startEdge(settings: Record<string, string>, log: string): Promise<ChildProcess> {
  const out = openSync(log, "a");
  const env = { ...process.env, ...settings };
  const edge = spawn(process.execPath, ["node_modules/tsx/dist/cli.mjs", "edge/server.ts"], {
    env,
    stdio: ["ignore", out, out],
  });
  for (let tries = 0; tries < 300; tries += 1) {
    if (edge.exitCode !== null) throw new Error(`The edge did not start: ${readFileSync(log, "utf8")}`);
    const answer = await fetch(`http://127.0.0.1:${settings.PORT}/none`).catch(() => null);
    if (answer !== null) return edge;
    await sleep(100);
  }
  edge.kill("SIGKILL");
  throw new Error(`The edge did not answer: ${readFileSync(log, "utf8")}`);
}

import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "@/lib/db/embedded/free-port";
import { UPSTREAM_PREFIX } from "./upstream";

export const GATEWAYS = ["nginx", "caddy", "haproxy"] as const;
export type GatewayName = (typeof GATEWAYS)[number];

/** What stands behind a gateway. */
export type Behind = { readonly keyward: number; readonly upstream: number; readonly secret: string };

export type Gateway = {
  readonly port: number;
  readonly log: () => string;
  readonly stop: () => Promise<void>;
};

/** Whether this machine has it; `npm test` installs what is missing where it may. */
export function isInstalled(name: GatewayName): boolean {
  return spawnSync(name, [name === "caddy" ? "version" : "-v"], { stdio: "ignore" }).error === undefined;
}

/** Starts a gateway with the example as it ships; only addresses and the secret are put in. */
export async function startGateway(name: GatewayName, behind: Behind): Promise<Gateway> {
  const dir = mkdtempSync(join(tmpdir(), `keyward-${name}-`));
  const port = await freePort();
  const { args, env } = await { nginx, caddy, haproxy }[name](dir, port, behind);
  const log = join(dir, "log");
  const out = openSync(log, "a");
  const child = spawn(name, args, {
    cwd: dir,
    env: { ...process.env, HOME: dir, ...env },
    stdio: ["ignore", out, out],
  });
  const gone = once(child, "exit");
  for (let tries = 0; !(await isListening(port)); tries += 1) {
    if (child.exitCode !== null || tries > 200) {
      child.kill("SIGKILL");
      throw new Error(`${name} did not start: ${readFileSync(log, "utf8")}`);
    }
    await sleep(50);
  }
  return {
    port,
    log: () => readFileSync(log, "utf8"),
    stop: async () => {
      child.kill("SIGTERM");
      await gone;
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

type Start = { readonly args: string[]; readonly env: Record<string, string> };

function nginx(dir: string, port: number, { keyward, upstream, secret }: Behind): Start {
  const config = readFileSync("examples/nginx/nginx.conf", "utf8")
    .replace(/(upstream api \{\s+server )127\.0\.0\.1:3000/, `$1127.0.0.1:${upstream}`)
    .replaceAll("127.0.0.1:3000", `127.0.0.1:${keyward}`)
    .replaceAll("127.0.0.1:8080", `127.0.0.1:${port}`)
    .replaceAll("change-me-to-your-own-GATEWAY_SECRET", secret);
  writeFileSync(join(dir, "nginx.conf"), config);
  return { args: ["-p", dir, "-c", "nginx.conf", "-g", "daemon off;"], env: {} };
}

function caddy(dir: string, port: number, { keyward, upstream, secret }: Behind): Start {
  copyFileSync("examples/caddy/Caddyfile", join(dir, "Caddyfile"));
  const env = {
    PORT: String(port),
    KEYWARD: `127.0.0.1:${keyward}`,
    UPSTREAM: `127.0.0.1:${upstream}`,
    UPSTREAM_PREFIX,
    GATEWAY_SECRET: secret,
  };
  return { args: ["run", "--config", "Caddyfile", "--adapter", "caddyfile"], env };
}

function haproxy(dir: string, port: number, { keyward, upstream, secret }: Behind): Start {
  copyFileSync("examples/haproxy/keyward.lua", join(dir, "keyward.lua"));
  const config = readFileSync("examples/haproxy/haproxy.cfg", "utf8")
    .replace("server api 127.0.0.1:3000", `server api 127.0.0.1:${upstream}`)
    .replaceAll("127.0.0.1:3000", `127.0.0.1:${keyward}`)
    .replaceAll("127.0.0.1:8080", `127.0.0.1:${port}`);
  writeFileSync(join(dir, "haproxy.cfg"), config);
  const env = { KEYWARD: `127.0.0.1:${keyward}`, GATEWAY_SECRET: secret };
  return { args: ["-db", "-f", "haproxy.cfg"], env };
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port });
    socket.on("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.on("error", () => resolve(false));
  });
}

// express-gateway with its key-auth and proxy policies and its in-memory store. Says "listening <id:secret>" with a key for it.
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const port = Number(process.env.PORT);
const adminPort = port + 1;
const dir = mkdtempSync(join(tmpdir(), "keyward-bench-"));
const models = createRequire(import.meta.url).resolve("express-gateway/lib/config/models/users.json");
cpSync(dirname(models), join(dir, "models"), { recursive: true });
writeFileSync(
  join(dir, "gateway.config.yml"),
  JSON.stringify({
    http: { port, hostname: "127.0.0.1" },
    admin: { port: adminPort, hostname: "127.0.0.1" },
    apiEndpoints: { api: { host: "*", paths: "/*" } },
    serviceEndpoints: { upstream: { url: process.env.UPSTREAM } },
    policies: ["key-auth", "proxy"],
    pipelines: {
      api: {
        apiEndpoints: ["api"],
        policies: [{ "key-auth": null }, { proxy: [{ action: { serviceEndpoint: "upstream" } }] }],
      },
    },
  }),
);
writeFileSync(
  join(dir, "system.config.yml"),
  JSON.stringify({
    db: { redis: { emulate: true, namespace: "EG" } },
    crypto: { cipherKey: "x".repeat(32) },
  }),
);
process.env.EG_CONFIG_DIR = dir;
process.env.LOG_LEVEL = "error";
process.on("exit", () => rmSync(dir, { recursive: true, force: true }));
process.on("SIGTERM", () => process.exit(0));

const { default: gateway } = await import("express-gateway");
await gateway().load(dir).run();
const admin = async (path, body) => {
  const answer = await fetch(`http://127.0.0.1:${adminPort}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!answer.ok)
    throw new Error(`express-gateway answered ${answer.status} to ${path}: ${await answer.text()}`);
  return answer.json();
};
await new Promise((resolve) => setTimeout(resolve, 1000));
await admin("/users", { username: "bench", firstname: "bench", lastname: "bench" });
const key = await admin("/credentials", { consumerId: "bench", type: "key-auth", credential: {} });
console.log(`listening ${key.keyId}:${key.keySecret}`);

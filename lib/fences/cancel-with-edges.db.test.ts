import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { db } from "@/lib/db/client";
import { pool } from "@/lib/db/pool";
import { withTransaction } from "@/lib/db/transaction";
import { edgeEnv } from "@/lib/env";
import { cancelRotation } from "@/lib/keys/cancel-rotation";
import { CancelRotationInput } from "@/lib/keys/life-schemas";
import type { OrgContext } from "@/lib/orgs/context";
import { sweepOrphans } from "@/lib/usage/sweep";
import { whileAuditFails } from "@/test/audit-fails";
import { ownerCtx } from "@/test/contexts";
import {
  makeKey,
  makeOrg,
  makeProduct,
  type TestKey,
  type TestOrg,
  type TestProduct,
} from "@/test/factories";
import { rotateFor, secretsOf } from "@/test/rotations";
import { auditOf } from "@/test/traces";
import { openFence } from "./open";
import { EdgeProcess } from "./testing/edge-process";

// Real edges, some of which fall silent: a cancellation waits for those by design.
vi.setConfig({ testTimeout: 90_000 });

const upstream = createServer((_, res) => res.end("ok"));
let org: TestOrg;
let ctx: OrgContext;
let product: TestProduct;
let edges: EdgeProcess[];

beforeAll(async () => {
  await new Promise<void>((resolve) => upstream.listen(0, "127.0.0.1", resolve));
  const address = upstream.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  org = await makeOrg();
  ctx = { ...(await ownerCtx(org)), now: new Date() };
  product = await makeProduct({
    slug: "fenced",
    paths: ["/fenced/{rest+}"],
    baseUrl: `http://127.0.0.1:${port}`,
    defaultQps: 1000,
  });
  edges = await Promise.all([EdgeProcess.start(), EdgeProcess.start()]);
});

afterAll(async () => {
  await Promise.all(edges.map((edge) => edge.end("SIGTERM")));
  upstream.close();
});

async function rotated() {
  const key = await makeKey({ org, products: [product] });
  const { secret, secretId } = await rotateFor(ctx, key);
  return { key, secret, secretId };
}

const cancel = (key: TestKey) => cancelRotation(ctx, CancelRotationInput.parse({ keyId: key.id }));
const call = (edge: EdgeProcess | undefined, secret: string) => edge?.call("/fenced/1", secret);
const everywhere = (secret: string) => Promise.all(edges.map((edge) => call(edge, secret)));
const becomes = (ask: () => Promise<unknown>, wanted: unknown) =>
  vi.waitFor(async () => expect(await ask()).toEqual(wanted), { timeout: 5000, interval: 20 });
const statesOf = async (key: TestKey) => (await secretsOf(key)).map(({ status }) => status);
const outcomesOf = async (key: TestKey) =>
  (
    await db.rotationFence.findMany({
      where: { keyId: key.id },
      select: { outcome: true },
      orderBy: { createdAt: "asc" },
    })
  ).map(({ outcome }) => outcome);
/** Resolves when so many edges have answered a fence around the key: from then on a look at them is no use. */
const answered = (key: TestKey, edgeCount: number) =>
  becomes(() => db.fenceAnswer.count({ where: { fence: { keyId: key.id } } }), edgeCount);
const edgesKnown = () => db.edgeInstance.count();

/** Puts a fence up and leaves it to itself, as a process does that dies while it waits for answers. */
const diesWhileWaiting = ({ key, secretId }: { key: TestKey; secretId: string }) =>
  withTransaction((tx) => openFence(tx, { keyId: key.id, secretId }));

test("unused everywhere: the old secret is current again, the new one ended, on every edge", async () => {
  const { key, secret } = await rotated();
  expect(await everywhere(key.plaintext)).toEqual(["200", "200"]);
  await cancel(key);
  expect(await statesOf(key)).toEqual(["current", "retired"]);
  await becomes(() => everywhere(secret), ["401 key_retired", "401 key_retired"]);
  expect(await everywhere(key.plaintext)).toEqual(["200", "200"]);
  expect(await outcomesOf(key)).toEqual(["unused"]);
});

test("a use that one edge saw a moment ago, and nobody has counted yet, keeps the rotation; both secrets go on", async () => {
  const { key, secret } = await rotated();
  expect(await call(edges[1], secret)).toBe("200");
  await expect(cancel(key)).rejects.toMatchObject({ code: "new_secret_used", status: 409 });
  expect(await db.secretLastUsed.count({ where: { keyId: key.id } })).toBeLessThanOrEqual(1);
  expect(await statesOf(key)).toEqual(["retiring", "current"]);
  await becomes(() => everywhere(secret), ["200", "200"]);
  expect(await everywhere(key.plaintext)).toEqual(["200", "200"]);
  expect(await outcomesOf(key)).toEqual(["used"]);
});

test("while an edge is asked no edge accepts the new secret; one that does not answer keeps the rotation, and nothing stays behind", async () => {
  const rotation = await rotated();
  const { key, secret } = rotation;
  const audit = await auditOf(key.id);
  edges[1]?.signal("SIGSTOP");
  try {
    const outcome = cancel(key).catch((error: unknown) => error);
    await answered(key, 1);
    expect(await call(edges[0], secret)).toBe("503 keys_unavailable");
    expect(await call(edges[0], key.plaintext)).toBe("200");
    expect(await outcome).toMatchObject({ code: "edge_unreachable", status: 409 });
    await becomes(async () => call(edges[0], secret), "200");
    expect(await statesOf(key)).toEqual(["retiring", "current"]);
    expect(await auditOf(key.id)).toEqual(audit);
  } finally {
    edges[1]?.signal("SIGCONT");
  }
  await becomes(() => everywhere(secret), ["200", "200"]);
  expect(await outcomesOf(key)).toEqual(["unreachable"]);
});

test("whoever is killed while it waits for an edge leaves no fence standing: an edge takes it down, and both secrets work on", async () => {
  const { key, secret } = await rotated();
  edges[1]?.signal("SIGSTOP");
  try {
    const script = "test/cancel-process.ts";
    const argv = ["--import", "tsx", script, JSON.stringify(ctx), key.id];
    const canceller = spawn(process.execPath, argv, { stdio: "ignore" });
    await vi.waitFor(() => answered(key, 1), { timeout: 30_000 });
    const gone = once(canceller, "exit");
    canceller.kill("SIGKILL");
    await gone;
  } finally {
    edges[1]?.signal("SIGCONT");
  }
  expect(await outcomesOf(key)).toEqual([null]);
  await answered(key, 2);
  expect(await everywhere(secret)).toEqual(["503 keys_unavailable", "503 keys_unavailable"]);
  await vi.waitFor(async () => expect(await outcomesOf(key)).toEqual(["unreachable"]), {
    timeout: 20_000,
    interval: 200,
  });
  await becomes(() => everywhere(secret), ["200", "200"]);
  expect(await everywhere(key.plaintext)).toEqual(["200", "200"]);
  expect(await statesOf(key)).toEqual(["retiring", "current"]);
});

test("an edge that starts while a fence stands refuses the fenced secret from its first call on", async () => {
  const rotation = await rotated();
  const id = await diesWhileWaiting(rotation);
  // However long the start takes: the fence is as young as if it had just been put up.
  const renew = setInterval(() => {
    db.$executeRaw`UPDATE rotation_fence SET created_at = clock_timestamp() WHERE id = ${id}`.catch(
      () => undefined,
    );
  }, 500);
  const late = await EdgeProcess.start();
  try {
    expect(await call(late, rotation.secret)).toBe("503 keys_unavailable");
    expect(await call(late, rotation.key.plaintext)).toBe("200");
  } finally {
    clearInterval(renew);
    await late.end("SIGTERM");
  }
  await cancel(rotation.key);
  expect(await statesOf(rotation.key)).toEqual(["current", "retired"]);
});

test("an edge that was stopped in order is not waited for, and what it accepted is known", async () => {
  const [unused, used] = [await rotated(), await rotated()];
  const leaving = await EdgeProcess.start();
  expect(await call(leaving, used.secret)).toBe("200");
  await leaving.end("SIGTERM");
  expect(await edgesKnown()).toBe(2);
  await cancel(unused.key);
  await expect(cancel(used.key)).rejects.toMatchObject({ code: "new_secret_used" });
});

test("an edge that was killed is waited for until its calls are counted, and then no more", async () => {
  const [unused, used] = [await rotated(), await rotated()];
  const dying = await EdgeProcess.start();
  expect(await call(dying, used.secret)).toBe("200");
  // What was answered less than ten milliseconds before may be lost with the process.
  await vi.waitFor(async () => expect(await call(dying, used.key.plaintext)).toBe("200"));
  await new Promise((resolve) => setTimeout(resolve, 50));
  await dying.end("SIGKILL");
  await expect(cancel(used.key)).rejects.toMatchObject({
    code: expect.stringMatching(/^(edge_unreachable|new_secret_used)$/),
  });
  await sweepOrphans(pool(), { dir: join(edgeEnv().DATA_DIR, "journal"), keepDays: 35, nowMs: Date.now() });
  await expect(cancel(used.key)).rejects.toMatchObject({ code: "new_secret_used" });
  await vi.waitFor(async () => expect(await edgesKnown()).toBe(2), { timeout: 20_000, interval: 200 });
  await cancel(unused.key);
  expect(await statesOf(unused.key)).toEqual(["current", "retired"]);
});

test("a cancellation whose audit row cannot be written leaves no fence", async () => {
  const { key, secret } = await rotated();
  await expect(whileAuditFails(() => cancel(key))).rejects.toThrow();
  expect(await db.rotationFence.count({ where: { settledAt: null } })).toBe(0);
  await becomes(() => everywhere(secret), ["200", "200"]);
  expect(await statesOf(key)).toEqual(["retiring", "current"]);
});

test("of two people who cancel at once one does, and neither leaves a fence", async () => {
  const { key } = await rotated();
  const results = await Promise.allSettled([cancel(key), cancel(key)]);
  expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(await statesOf(key)).toEqual(["current", "retired"]);
  expect(await db.rotationFence.count({ where: { settledAt: null } })).toBe(0);
});

import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { type AddressInfo, createConnection, createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { pool } from "@/lib/db/pool";
import { env } from "@/lib/env";
import { newId } from "@/lib/std/id";
import { type FlushAlarm, startFlusher } from "./flush";
import { openJournal } from "./journal";
import { recordOf } from "./testing/record";

/** Postgres behind a wire that can be cut: what its death looks like to whoever is connected. */
async function cuttableWire(url: URL) {
  const target = { port: Number(url.port), host: url.hostname };
  const open = new Set<Socket>();
  let server: Server | undefined;
  const listen = async (port: number) => {
    server = createServer((near) => {
      const far = createConnection(target);
      for (const socket of [near, far]) {
        open.add(socket);
        socket.on("error", () => undefined).on("close", () => [near, far].map((end) => end.destroy()));
      }
      near.pipe(far).pipe(near);
    });
    await new Promise<void>((resolve) => server?.listen(port, "127.0.0.1", resolve));
    return (server.address() as AddressInfo).port;
  };
  const port = await listen(0);
  return {
    port,
    async cut() {
      await new Promise((resolve) => {
        server?.close(resolve);
        for (const socket of open) socket.destroy();
        open.clear();
      });
    },
    mend: () => listen(port),
  };
}

let dir: string;
const clean: (() => Promise<unknown>)[] = [];

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "keyward-flush-"));
});

afterEach(async () => {
  for (const step of clean.splice(0).reverse()) await step();
  rmSync(dir, { recursive: true, force: true });
});

async function counted(orgId: string): Promise<number> {
  const { rows } = await pool().query<{ n: string }>(
    "SELECT coalesce(sum(requests), 0) AS n FROM usage_minute WHERE org_id = $1",
    [orgId],
  );
  return Number(rows[0]?.n);
}

function call(orgId: string) {
  return recordOf({ at: Date.now(), orgId, secretId: "" });
}

test("calls are counted by themselves, and again after Postgres went away and came back, each once", async () => {
  const orgId = newId("org");
  const url = new URL(env().DATABASE_URL);
  const wire = await cuttableWire(url);
  clean.push(() => wire.cut());
  url.port = String(wire.port);
  const away = new pg.Pool({ connectionString: url.href, connectionTimeoutMillis: 1_000 });
  away.on("error", () => undefined);
  clean.push(() => away.end());
  const journal = openJournal(dir);
  const alarms: FlushAlarm["event"][] = [];
  const flusher = startFlusher(away, journal, { keepDays: 35, alarm: ({ event }) => alarms.push(event) });
  clean.push(
    async () => journal.close(),
    () => flusher.stop(),
  );

  for (let n = 0; n < 100; n++) journal.record(call(orgId));
  await vi.waitFor(async () => expect(await counted(orgId)).toBe(100), { timeout: 60_000 });

  await wire.cut();
  for (let n = 0; n < 100; n++) journal.record(call(orgId));
  await flusher.flush();
  expect(alarms).toEqual(["flush_failed"]);
  expect(flusher.behindSince()).not.toBeNull();

  await wire.mend();
  await vi.waitFor(async () => expect(await counted(orgId)).toBe(200), { timeout: 60_000 });
  await vi.waitFor(() => expect(flusher.behindSince()).toBeNull(), { timeout: 60_000 });
  expect(alarms).toEqual(["flush_failed", "flush_recovered"]);
}, 120_000);

test("a wire that is cut again and again while calls are counted doubles and loses nothing", async () => {
  const orgId = newId("org");
  const url = new URL(env().DATABASE_URL);
  const wire = await cuttableWire(url);
  clean.push(() => wire.cut());
  url.port = String(wire.port);
  const away = new pg.Pool({ connectionString: url.href, connectionTimeoutMillis: 1_000 });
  away.on("error", () => undefined);
  clean.push(() => away.end());
  const journal = openJournal(dir, { rotateBytes: 4_000 });
  const flusher = startFlusher(away, journal, { keepDays: 35 });
  clean.push(
    async () => journal.close(),
    () => flusher.stop(),
  );

  for (let round = 0; round < 20; round++) {
    for (let n = 0; n < 50; n++) journal.record(call(orgId));
    const flushed = flusher.flush();
    await new Promise((resolve) => setTimeout(resolve, (round * 7) % 23));
    await wire.cut();
    await flushed;
    await wire.mend();
  }
  journal.seal();
  await vi.waitFor(
    async () => {
      await flusher.flush();
      expect(readdirSync(dir)).toEqual([]);
    },
    { timeout: 60_000 },
  );
  expect(await counted(orgId)).toBe(1_000);
}, 120_000);

test("a sealed file is removed, with its row, once it is counted", async () => {
  const orgId = newId("org");
  const journal = openJournal(dir, { rotateBytes: 1_000 });
  const flusher = startFlusher(pool(), journal, { keepDays: 35 });
  clean.push(() => flusher.stop());
  for (let n = 0; n < 40; n++) journal.record(call(orgId));
  journal.close();
  const names = readdirSync(dir);
  await flusher.flush();
  expect(await counted(orgId)).toBe(40);
  expect(readdirSync(dir)).toEqual([]);
  expect(journal.files()).toEqual([]);
  const { rows } = await pool().query("SELECT file FROM usage_journal WHERE file = ANY($1)", [names]);
  expect(rows).toEqual([]);
});

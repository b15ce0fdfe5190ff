import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import { parse } from "csv-parse";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fillLog, type ReadRow, rowOf } from "@/lib/usage/testing/fill-log";
import { startWorld, type World } from "../faults/world";
import { residentMb } from "../siege";
import { signIn } from "../sign-in";

const ROWS = 2_000_000;
const LOOK_EVERY_ROWS = 10_000;
/** The server's heap, a sixteenth of what the file's rows would fill: what is held would end it. */
const HEAP_MB = 192;
/** What its memory may grow by from the first answer to the last row. */
const GROWTH_MB = 100;

let world: World;
beforeAll(async () => {
  world = await startWorld({ NODE_OPTIONS: `--max-old-space-size=${HEAP_MB}` });
  await world.keyward.start();
}, 180_000);
afterAll(() => world?.stop());

test(`${ROWS} rows of the request log stream as CSV with flat memory, and another program reads every one of them`, async () => {
  const { pool } = await import("@/lib/db/pool");
  const { db } = await import("@/lib/db/client");
  const { makeMember } = await import("@/test/factories");
  const { orgId, id: keyId } = world.key;
  const org = await db.org.findUniqueOrThrow({ where: { id: orgId } });
  const publicUrl = `http://localhost:${process.env.PORT}`;
  const viewer = await makeMember(org, "viewer");
  const cookie = await signIn(viewer, publicUrl, process.env.NEXTAUTH_SECRET ?? "");
  const lastAt = Date.now();
  await fillLog(pool(), { orgId, keyId, rows: ROWS, lastAt });
  await pool().query("BEGIN; SET LOCAL statement_timeout = 0; ANALYZE request_log; COMMIT");

  const began = performance.now();
  const from = new Date(lastAt - 86_400_000).toISOString();
  const answer = await fetch(`${publicUrl}/api/internal/usage/${org.slug}/requests?format=csv&from=${from}`, {
    headers: { cookie },
  });
  expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "text/csv; charset=utf-8"]);
  const seen = new Uint8Array(ROWS + 1);
  const memory = [residentMb(world.keyward.pid)];
  let bytes = 0;
  let rows = 0;
  const body = Readable.fromWeb(answer.body as ReadableStream<Uint8Array>);
  body.on("data", (chunk: Uint8Array) => {
    bytes += chunk.length;
  });
  for await (const read of body.pipe(parse({ columns: true }))) {
    const row = rowOf(read as ReadRow);
    seen[row] = (seen[row] ?? 0) + 1;
    rows += 1;
    if (rows % LOOK_EVERY_ROWS === 0) memory.push(residentMb(world.keyward.pid));
  }
  const seconds = (performance.now() - began) / 1000;
  const [before = 0, ...during] = memory;
  const most = Math.max(...during);
  process.stdout.write(
    `${rows} rows, ${(bytes / 1e6).toFixed(0)} MB in ${seconds.toFixed(0)} s with a heap of ${HEAP_MB} MB; ` +
      `resident ${before} MB at the first row, then ${Math.min(...during)} … ${most} MB\n`,
  );
  expect(rows).toBe(ROWS);
  expect(seen.subarray(1).every((times) => times === 1)).toBe(true);
  expect(most - before).toBeLessThan(GROWTH_MB);
}, 1_800_000);

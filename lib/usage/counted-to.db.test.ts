import { beforeEach, expect, test } from "vitest";
import { pool } from "@/lib/db/pool";
import { NOW } from "@/test/clock";
import { countedTo } from "./counted-to";
import { readSnapshot } from "./snapshot";

const nowMs = NOW.getTime();

beforeEach(async () => {
  await pool().query("DELETE FROM edge_instance");
});

async function edge(id: string, seenAgoMs: number, behindAgoMs: number | null): Promise<void> {
  const behindSince = behindAgoMs === null ? null : nowMs - behindAgoMs;
  await pool().query(
    `INSERT INTO edge_instance (id, host, kind, owner, started_at, seen_at, health)
     VALUES ($1, 'h', 'standalone', '{}', $2, $2, $3)`,
    [id, new Date(nowMs - seenAgoMs), { journal: { behindSince } }],
  );
}

const read = () => readSnapshot((client) => countedTo(client, nowMs));

test("calls are counted to the earliest beat of the edges that live; one that has gone holds nobody back", async () => {
  expect(await read()).toEqual({ toMs: nowMs, behindSinceMs: null });
  await edge("ins_a", 500, null);
  await edge("ins_b", 1_800, null);
  await edge("ins_gone", 60_000, 90_000);
  expect(await read()).toEqual({ toMs: nowMs - 1_800, behindSinceMs: null });
});

test("an edge that cannot count holds the time back to since when", async () => {
  await edge("ins_a", 500, null);
  await edge("ins_late", 700, 45_000);
  expect(await read()).toEqual({ toMs: nowMs - 45_000, behindSinceMs: nowMs - 45_000 });
});

test("what an edge says in words that nobody knows is not taken for a time", async () => {
  await pool().query(
    `INSERT INTO edge_instance (id, host, kind, owner, started_at, seen_at, health)
     VALUES ('ins_odd', 'h', 'standalone', '{}', $1, $1, '{"journal": {"behindSince": "yesterday"}}')`,
    [new Date(nowMs - 300)],
  );
  expect(await read()).toEqual({ toMs: nowMs - 300, behindSinceMs: null });
});

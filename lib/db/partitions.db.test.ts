import { expect, test } from "vitest";
import { dropPartition, ensureRollupPartitions } from "./partitions";
import { pool } from "./pool";

const insert = `INSERT INTO usage_minute (minute, org_id, key_id, secret_id, product_id, class_id, status, code, requests, bytes_in, bytes_out)
                VALUES ($1, 'o', 'k', 's', 'p', 'c', 200, '', 3, 0, 0)`;

test("usage of any time is kept, and moved into its week's partition once there is one", async () => {
  const minute = "2019-07-03T10:15:00Z";
  await pool().query(insert, [minute]);
  const partition = async () => {
    const { rows } = await pool().query<{ name: string }>(
      "SELECT tableoid::regclass::text AS name FROM usage_minute WHERE minute = $1",
      [minute],
    );
    return rows.map(({ name }) => name);
  };
  expect(await partition()).toEqual(["usage_minute_default"]);
  const [from, until] = [new Date("2019-07-01T00:00:00Z"), new Date("2019-07-14T00:00:00Z")];
  // Two weeks of six tables; two stretches of four weeks, or of a year, that hold them, of the eight others.
  expect(await ensureRollupPartitions(pool(), from, until)).toBe(20);
  expect(await partition()).toEqual(["usage_minute_20190701"]);
  expect(await ensureRollupPartitions(pool(), from, until)).toBe(0);
});

test("who reads while calls are moved into a new partition waits, and misses none", async () => {
  const minute = "2019-09-03T10:15:00Z";
  await pool().query(insert, [minute]);
  const maker = await pool().connect();
  try {
    await maker.query("BEGIN");
    await maker.query(
      "SELECT ensure_time_partitions('usage_minute', 'minute', 7, '2019-09-02', '2019-09-03')",
    );
    const read = pool().query("SELECT requests FROM usage_minute WHERE minute = $1", [minute]);
    await expect.poll(waiting).toBe(1);
    await maker.query("COMMIT");
    expect((await read).rows).toEqual([{ requests: "3" }]);
  } finally {
    maker.release(true);
  }
});

test("who reads while several partitions are made, and only a later one has calls to take in, is not turned away as a deadlock", async () => {
  const minute = "2021-03-10T10:15:00Z";
  await pool().query(insert, [minute]);
  const reader = await pool().connect();
  try {
    // What every reader does first: it looks up the partitions, and then goes to each of them.
    await reader.query("BEGIN; LOCK TABLE ONLY usage_minute IN ACCESS SHARE MODE");
    const made = ensureWeeks("2021-03-01", "2021-03-10");
    await expect.poll(waiting).toBe(1);
    const { rows } = await reader.query("SELECT requests FROM usage_minute WHERE minute = $1", [minute]);
    expect(rows).toEqual([{ requests: "3" }]);
    await reader.query("COMMIT");
    expect(await made).toBe(2);
  } finally {
    reader.release(true);
  }
});

test("who reads misses no call that was still being counted when the maker asked whether any is to be moved", async () => {
  const minute = "2021-04-07T10:15:00Z";
  const counter = await pool().connect();
  try {
    await counter.query("BEGIN");
    await counter.query(insert, [minute]);
    const made = ensureWeeks("2021-04-05", "2021-04-05");
    await expect.poll(waiting).toBe(1);
    const read = pool().query("SELECT requests FROM usage_minute WHERE minute = $1", [minute]);
    await expect.poll(waiting).toBe(2);
    await counter.query("COMMIT");
    expect((await read).rows).toEqual([{ requests: "3" }]);
    expect(await made).toBe(1);
    const { rows } = await pool().query(
      "SELECT tableoid::regclass::text AS name FROM usage_minute WHERE minute = $1",
      [minute],
    );
    expect(rows).toEqual([{ name: "usage_minute_20210405" }]);
  } finally {
    counter.release(true);
  }
});

test("where nothing is to be moved, calls are counted while the maker waits for somebody who reads for long", async () => {
  const time = [new Date("2020-01-06T00:00:00Z"), new Date("2020-01-07T00:00:00Z")] as const;
  await ensureRollupPartitions(pool(), ...time);
  const reader = await pool().connect();
  try {
    await reader.query("BEGIN; SELECT count(*) FROM usage_minute");
    const made = pool().query(
      "SELECT ensure_time_partitions('usage_minute', 'minute', 7, '2020-02-03', '2020-02-03')",
    );
    await expect.poll(waiting).toBe(1);
    await pool().query(insert, ["2020-01-06T10:15:00Z"]);
    await reader.query("COMMIT");
    await made;
  } finally {
    reader.release(true);
  }
});

test("who drops a partition waits for whoever makes one of the same table, and has not yet taken what that may want", async () => {
  await ensureWeeks("2022-05-02", "2022-05-02");
  const maker = await pool().connect();
  try {
    await maker.query(
      "BEGIN; SELECT ensure_time_partitions('usage_minute', 'minute', 7, '2022-05-09', '2022-05-09')",
    );
    const dropped = dropPartition(pool(), "usage_minute", "usage_minute_20220502", 60_000);
    await expect.poll(waiting).toBe(1);
    const { rows } = await pool().query(
      "SELECT DISTINCT locktype FROM pg_locks JOIN pg_database ON oid = database WHERE NOT granted AND datname = current_database()",
    );
    expect(rows).toEqual([{ locktype: "advisory" }]);
    await maker.query("COMMIT");
    await dropped;
    await dropPartition(pool(), "usage_minute", "usage_minute_20220502");
    const { rows: left } = await pool().query("SELECT to_regclass('usage_minute_20220502') AS name");
    expect(left).toEqual([{ name: null }]);
  } finally {
    maker.release(true);
  }
});

test("a drop that waits too long fails, and what it would have dropped is left", async () => {
  await ensureWeeks("2022-06-06", "2022-06-06");
  const maker = await pool().connect();
  try {
    await maker.query(
      "BEGIN; SELECT pg_advisory_xact_lock(hashtext('ensure_partitions'), hashtext('usage_minute'))",
    );
    await expect(dropPartition(pool(), "usage_minute", "usage_minute_20220606", 50)).rejects.toMatchObject({
      code: "55P03",
    });
    const { rows } = await pool().query("SELECT to_regclass('usage_minute_20220606') IS NULL AS gone");
    expect(rows).toEqual([{ gone: false }]);
  } finally {
    maker.release(true);
  }
});

async function ensureWeeks(first: string, last: string): Promise<number> {
  const { rows } = await pool().query<{ made: number }>(
    "SELECT ensure_time_partitions('usage_minute', 'minute', 7, $1, $2) AS made",
    [first, last],
  );
  return rows[0]?.made ?? 0;
}

async function waiting(): Promise<number | null> {
  const { rowCount } = await pool().query(
    "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
  );
  return rowCount;
}

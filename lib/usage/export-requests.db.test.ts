import { Readable } from "node:stream";
import { parse } from "csv-parse";
import { expect, test } from "vitest";
import { pool } from "@/lib/db/pool";
import { NOW } from "@/test/clock";
import { viewerCtx } from "@/test/contexts";
import { makeKey, makeOrg } from "@/test/factories";
import { exportRequests } from "./export-requests";
import { RequestsFilter } from "./request-schemas";
import { fillLog, type ReadRow, rowOf } from "./testing/fill-log";

const ROWS = 20_000;

test("20,000 calls go out as CSV that another program reads without a missing row, newest first, no cell a formula", async () => {
  const org = await makeOrg();
  const key = await makeKey({ org });
  await fillLog(pool(), { orgId: org.id, keyId: key.id, rows: ROWS, lastAt: NOW.getTime() });
  const ctx = await viewerCtx(org);
  const parts = await exportRequests(ctx, RequestsFilter.parse({}), "csv");
  const rows: number[] = [];
  const times: string[] = [];
  for await (const read of Readable.from(parts).pipe(parse({ columns: true }))) {
    rows.push(rowOf(read as ReadRow));
    times.push((read as ReadRow).at ?? "");
  }
  expect(rows).toHaveLength(ROWS);
  expect(new Set(rows).size).toBe(ROWS);
  expect(times).toEqual(times.toSorted().reverse());
});

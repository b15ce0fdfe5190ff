import { afterEach, beforeAll, expect, test } from "vitest";
import { pool } from "@/lib/db/pool";
import { DomainError } from "@/lib/errors/domain-error";
import type { OrgContext } from "@/lib/orgs/context";
import { NOW } from "@/test/clock";
import { viewerCtx } from "@/test/contexts";
import { makeKey, makeOrg, type TestKey } from "@/test/factories";
import { outcomeOf } from "@/test/people";
import { addRecords } from "./add-records";
import { SAMPLES_KEPT } from "./log-groups";
import { RequestsFilter } from "./request-schemas";
import { tailRequests } from "./tail-requests";
import type { TailEvent } from "./tail-schemas";
import { readTails, setTailed } from "./tails";
import { recordOf } from "./testing/record";

const nowMs = NOW.getTime();
const CALLS = 40;

let ctx: OrgContext;
let key: TestKey;
let other: TestKey;
let n = 0;

beforeAll(async () => {
  const org = await makeOrg();
  ctx = await viewerCtx(org);
  key = await makeKey({ org });
  other = await makeKey({ org: await makeOrg() });
});
afterEach(() => setTailed([]));

/** `req_` and 22 characters that no sample would draw. */
const requestId = () => `req_${String(++n).padStart(20, "0")}ab`;

async function call(count: number, over: Partial<Parameters<typeof recordOf>[0]> = {}): Promise<string[]> {
  const records = Array.from({ length: count }, () =>
    recordOf({ at: nowMs - 1_000, orgId: ctx.org.id, keyId: key.id, requestId: requestId(), ...over }),
  );
  const client = await pool().connect();
  await client.query("BEGIN");
  await addRecords(client, records);
  await client.query("COMMIT");
  client.release();
  return records.map((record) => record.requestId);
}

async function openTail(given: object = {}, again: () => Promise<OrgContext> = async () => ctx) {
  const stop = new AbortController();
  let clock = nowMs;
  const tail = await tailRequests(ctx, RequestsFilter.parse(given), {
    signal: stop.signal,
    seconds: 60,
    again,
    everyMs: 1,
    checkEveryMs: 5,
    // A second a look, so that nothing waits for a real one.
    now: () => (clock += 5),
  });
  const next = async (): Promise<TailEvent | undefined> => (await tail.next()).value ?? undefined;
  /** IDs of the next calls; what is quiet is passed over. */
  const calls = async (): Promise<string[]> => {
    for (;;) {
      const event = await next();
      if (event?.type === "calls") return event.requests.map((one) => one.requestId);
      if (event?.type !== "quiet") throw new Error(`The tail said ${event?.type}.`);
    }
  };
  return { tail, next, calls, stop };
}

test("while one is open every call is kept and told once, and of before and after only samples", async () => {
  const before = await call(3);
  const { next, calls, tail } = await openTail();
  expect(await next()).toEqual({ type: "open" });
  await readTails(pool());
  const during = [...(await call(CALLS)), ...(await call(CALLS, { status: 429, code: "qps_exceeded" }))];
  const told: string[] = [];
  while (told.length < during.length) told.push(...(await calls()));
  expect(told.sort()).toEqual(during.sort());
  for (const id of before) expect(told).not.toContain(id);
  await tail.return(undefined);
  await readTails(pool());
  await call(CALLS, { at: nowMs - 120_000 });
  const { rows } = await pool().query<{ kept: number }>(
    "SELECT count(*)::int AS kept FROM request_log WHERE org_id = $1 AND at = $2",
    [ctx.org.id, new Date(nowMs - 120_000)],
  );
  expect(rows[0]?.kept).toBeLessThanOrEqual(SAMPLES_KEPT);
});

test("it tells no call of another organization, and only those of its filter", async () => {
  const { next, calls, tail } = await openTail({ only: "refused" });
  await next();
  await readTails(pool());
  await call(1, { orgId: other.orgId, keyId: other.id, code: "ip_not_allowed", status: 403 });
  await call(2);
  const [refused] = await call(1, { code: "ip_not_allowed", status: 403 });
  expect(await calls()).toEqual([refused]);
  await tail.return(undefined);
  expect(
    await outcomeOf(
      tailRequests(ctx, RequestsFilter.parse({ keyId: other.id }), {
        signal: new AbortController().signal,
        seconds: 1,
        again: async () => ctx,
      }),
    ),
  ).toBe("not_found");
});

test("it ends when the session or the permission has ended, when the process stops, and after its time", async () => {
  const gone = await openTail({}, async () => {
    throw new DomainError("not_signed_in");
  });
  const said = async ({ next }: typeof gone) => {
    for (;;) {
      const event = await next();
      if (event === undefined) return "nothing";
      if (event.type !== "end") continue;
      expect(await next()).toBeUndefined();
      return event.reason;
    }
  };
  expect(await said(gone)).toBe("signed_out");
  const elsewhere = await openTail({}, async () => ({ ...ctx, org: { ...ctx.org, id: "org_elsewhere" } }));
  expect(await said(elsewhere)).toBe("signed_out");
  const stopped = await openTail();
  stopped.stop.abort();
  expect(await said(stopped)).toBe("stopping");
  const { rows } = await pool().query("SELECT FROM usage_tail WHERE org_id = $1", [ctx.org.id]);
  expect(rows).toHaveLength(0);
});

test("an organization has a handful at once, and one that ended makes room", async () => {
  const open = await Promise.all([1, 2, 3, 4, 5].map(() => openTail()));
  await expect(openTail()).rejects.toMatchObject({ code: "limit_reached" });
  for (const { next, tail } of open) {
    await next();
    await tail.return(undefined);
  }
  const { tail } = await openTail();
  await tail.next();
  await tail.return(undefined);
});

import { beforeAll, expect, test } from "vitest";
import { pool } from "@/lib/db/pool";
import { isDomainError } from "@/lib/errors/domain-error";
import type { OrgContext } from "@/lib/orgs/context";
import { NOW } from "@/test/clock";
import { viewerCtx } from "@/test/contexts";
import { makeKey, makeOrg, makeProduct } from "@/test/factories";
import { outcomeOf } from "@/test/people";
import { addRecords } from "./add-records";
import { groupedUsage } from "./grouped";
import { GroupedUsage, GroupedUsageQuery } from "./grouped-schemas";
import { rollUp } from "./roll-up";
import { recordOf } from "./testing/record";
import { DAY_MS, HOUR_MS } from "./units";

const nowMs = NOW.getTime();
const COUNTRIES = ["DE", "FR", ""];
const STATUSES = [
  [200, ""],
  [404, ""],
  [429, "qps_exceeded"],
  [502, "upstream_unreachable"],
] as const;

let ctx: OrgContext;
let calls: ReturnType<typeof recordOf>[];
let slugs: Map<string, string>;

beforeAll(async () => {
  const [org, other] = [await makeOrg(), await makeOrg()];
  const products = [await makeProduct(), await makeProduct()];
  const keys = [await makeKey({ org, products }), await makeKey({ org, products })];
  ctx = await viewerCtx(org);
  const { rows } = await pool().query<{ id: string; slug: string }>("SELECT id, slug FROM product");
  slugs = new Map(rows.map(({ id, slug }) => [id, slug]));
  calls = Array.from({ length: 600 }, (_, n) => {
    const [status, code] = STATUSES[n % STATUSES.length] ?? [200, ""];
    return recordOf({
      at: nowMs - (n % 37) * 3 * HOUR_MS - n * 1_000,
      orgId: org.id,
      keyId: keys[n % 2]?.id ?? "",
      productId: products[n % 3 === 0 ? 0 : 1]?.id ?? "",
      classId: products[n % 3 === 0 ? 0 : 1]?.classId ?? "",
      country: COUNTRIES[n % 5 === 0 ? 0 : n % 3] ?? "",
      status,
      code,
      bytesOut: n,
    });
  });
  const client = await pool().connect();
  await client.query("BEGIN");
  await addRecords(client, [
    ...calls,
    recordOf({ at: nowMs - HOUR_MS, orgId: other.id, keyId: "key_other" }),
  ]);
  await client.query("COMMIT");
  client.release();
});

const ask = async (given: object) =>
  GroupedUsage.parse(await groupedUsage(ctx, GroupedUsageQuery.parse(given)));

const dayOf = (at: number) => new Date(Math.floor(at / DAY_MS) * DAY_MS).toISOString();
const hourOf = (at: number) => new Date(Math.floor(at / HOUR_MS) * HOUR_MS).toISOString();

/** The same, counted by other hands. */
function expected(nameOf: (call: (typeof calls)[number]) => string): Record<string, number> {
  const groups: Record<string, number> = {};
  for (const call of calls) groups[nameOf(call)] = (groups[nameOf(call)] ?? 0) + 1;
  return groups;
}

const CASES: readonly [string, (call: (typeof calls)[number]) => string, readonly string[]][] = [
  ["key", ({ keyId }) => keyId, ["key"]],
  ["product", ({ productId }) => slugs.get(productId) ?? "", ["product"]],
  ["status", ({ status }) => String(status), ["status"]],
  ["code", ({ code }) => code, ["code"]],
  ["country", ({ country }) => country, ["country"]],
  ["day", ({ at }) => dayOf(at), ["time"]],
  ["hour", ({ at }) => hourOf(at), ["time"]],
  ["key,day", ({ keyId, at }) => `${keyId} ${dayOf(at)}`, ["key", "time"]],
  ["key,country", ({ keyId, country }) => `${keyId} ${country}`, ["key", "country"]],
  ["country,hour", ({ country, at }) => `${country} ${hourOf(at)}`, ["country", "time"]],
  ["key,status,code", ({ keyId, status, code }) => `${keyId} ${status} ${code}`, ["key", "status", "code"]],
];

test.each([false, true])(
  "groups equal an independent count to the call, rolled up: %s",
  async (isRolledUp) => {
    if (isRolledUp) await rollUp(pool(), nowMs);
    for (const [groupBy, nameOf, names] of CASES) {
      const { data, requests } = await ask({ groupBy });
      const told = Object.fromEntries(
        data.map((row) => [
          names.map((name) => String(row[name as keyof typeof row])).join(" "),
          row.requests,
        ]),
      );
      expect(told, groupBy).toEqual(expected(nameOf));
      expect(requests, groupBy).toBe(calls.length);
    }
  },
);

test("a filter leaves the calls of one key or product; classes of failures and bytes are in each group", async () => {
  const [first] = calls;
  const keyId = first?.keyId ?? "";
  const { data } = await ask({ groupBy: "product", key: keyId });
  const own = calls.filter((call) => call.keyId === keyId);
  expect(data.reduce((sum, row) => sum + row.requests, 0)).toBe(own.length);
  expect(data.reduce((sum, row) => sum + (row.qpsBreaches ?? 0), 0)).toBe(
    own.filter(({ code }) => code === "qps_exceeded").length,
  );
  expect(data.reduce((sum, row) => sum + (row.bytesOut ?? 0), 0)).toBe(
    own.reduce((sum, { bytesOut }) => sum + bytesOut, 0),
  );
  const slug = slugs.get(first?.productId ?? "") ?? "";
  const { requests } = await ask({ groupBy: "day", product: slug });
  expect(requests).toBe(calls.filter(({ productId }) => productId === first?.productId).length);
});

test("what is too wide has a code of its own, whichever way it is too wide", async () => {
  const daysBack = (days: number) => new Date(nowMs - days * DAY_MS).toISOString();
  for (const given of [
    { groupBy: "day", from: daysBack(367) },
    { groupBy: "hour", from: daysBack(32) },
    { groupBy: "hour", from: daysBack(500), to: daysBack(490) },
  ]) {
    const error = await ask(given).catch((thrown: unknown) => thrown);
    expect(isDomainError(error) && error.code, JSON.stringify(given)).toBe("range_too_wide");
  }
});

test("a range that has not begun, a key of others and combinations that are not counted are refused", async () => {
  const tomorrow = new Date(nowMs + DAY_MS).toISOString();
  expect(await outcomeOf(ask({ groupBy: "day", from: tomorrow }))).toBe("invalid_input");
  const foreign = await makeKey({ org: await makeOrg() });
  expect(await outcomeOf(ask({ groupBy: "day", key: foreign.id }))).toBe("not_found");
  expect(await outcomeOf(ask({ groupBy: "day", product: "no-such-product" }))).toBe("not_found");
  expect(await outcomeOf(ask({ groupBy: "country", product: [...slugs.values()][0] }))).toBe("invalid_input");
  for (const groupBy of ["", "day,hour", "country,status", "key,key", "key,product,status,day", "secret"]) {
    expect(GroupedUsageQuery.safeParse({ groupBy }).success, groupBy).toBe(false);
  }
});

import { beforeEach, describe, expect, test } from "vitest";
import { pool } from "@/lib/db/pool";
import type { UsageRecord } from "@/lib/edge/ports";
import { newId } from "@/lib/std/id";
import { NOW } from "@/test/clock";
import { ownerCtx, requestCtx, viewerCtx } from "@/test/contexts";
import { makeKey, makeOrg, makeUser, type TestKey, type TestOrg } from "@/test/factories";
import { addRecords } from "./add-records";
import { exportRequests } from "./export-requests";
import { findRequest } from "./find-request";
import { findStranger } from "./find-stranger";
import { listRequests } from "./list-requests";
import { namesOfKeys } from "./names-of-keys";
import { RequestsFilter } from "./request-schemas";
import { recordOf } from "./testing/record";

let org: TestOrg;
let key: TestKey;

beforeEach(async () => {
  org = await makeOrg();
  key = await makeKey({ org });
});

async function keep(...records: UsageRecord[]): Promise<void> {
  const client = await pool().connect();
  try {
    await client.query("BEGIN");
    await addRecords(client, records);
    await client.query("COMMIT");
  } finally {
    client.release();
  }
}

function refusal(over: Partial<UsageRecord> = {}): UsageRecord {
  const why = { code: "ip_not_allowed", saw: "192.0.2.1", rule: "198.51.100.0/24" };
  return recordOf({ at: NOW.getTime() - 1000, orgId: org.id, keyId: key.id, status: 403, ...why, ...over });
}

describe("findRequest", () => {
  test("says everything that is kept of a call", async () => {
    const call = refusal({
      latencyMs: 1.5,
      bytesOut: 420,
      tokenId: "tok_1",
      observed: ["hours"],
      country: "NL",
    });
    await keep(call);
    const found = await findRequest(await viewerCtx(org), ` ${call.requestId} `);
    expect(found).toEqual({
      kind: "kept",
      request: {
        requestId: call.requestId,
        at: new Date(call.at).toISOString(),
        keyId: key.id,
        secretId: "sec_1",
        tokenId: "tok_1",
        productId: "prd_1",
        classId: "cls_1",
        method: "GET",
        endpoint: "/map/{rest+}",
        access: "read",
        status: 403,
        code: "ip_not_allowed",
        gate: expect.any(Number),
        saw: "192.0.2.1",
        rule: "198.51.100.0/24",
        observed: ["hours"],
        ip: "192.0.2.1",
        country: "NL",
        agent: "",
        referrer: "",
        bytesIn: 0,
        bytesOut: 420,
        latencyMs: 1.5,
        weight: 1,
      },
    });
  });

  test("of another org, of nobody and of no call at all it says the same: not kept", async () => {
    const other = await makeOrg();
    const ofOther = refusal({ orgId: other.id, keyId: (await makeKey({ org: other })).id });
    const ofNobody = refusal({ orgId: "", keyId: "", code: "key_invalid", status: 401 });
    await keep(ofOther, ofNobody);
    const ctx = await ownerCtx(org);
    for (const id of [ofOther.requestId, ofNobody.requestId, newId("request")]) {
      expect(await findRequest(ctx, id)).toEqual({ kind: "not_kept" });
    }
    expect(await findRequest(await ownerCtx(other), ofOther.requestId)).toMatchObject({ kind: "kept" });
  });

  test("what is no request ID is refused on its field", async () => {
    const ctx = await ownerCtx(org);
    for (const id of ["", "req_short", `${newId("request")}%`, newId("key")]) {
      await expect(findRequest(ctx, id)).rejects.toMatchObject({ code: "invalid_input" });
    }
  });
});

test("a refused call of nobody is for the provider's staff, and one of a customer is not among them", async () => {
  const ofNobody = refusal({ orgId: "", keyId: "", code: "key_invalid", status: 401, agent: "curl" });
  const ofCustomer = refusal();
  await keep(ofNobody, ofCustomer);
  const staff = {
    ...requestCtx(),
    actor: { type: "user", ...(await makeUser()) },
    staffRole: "support",
  } as const;
  expect(await findStranger(staff, ofNobody.requestId)).toMatchObject({
    code: "key_invalid",
    agent: "curl",
    weight: 1,
  });
  expect(await findStranger(staff, ofCustomer.requestId)).toBeNull();
  await expect(findStranger(staff, "req_")).rejects.toMatchObject({ code: "invalid_input" });
});

describe("listRequests", () => {
  test("lists this org's calls alone, newest first, page by page, each once", async () => {
    const other = await makeOrg();
    const calls = Array.from({ length: 12 }, (_, n) => refusal({ at: NOW.getTime() - n * 60_000 }));
    const twins = [0, 1, 2].map(() => refusal({ at: NOW.getTime() - 60_000, code: "access_not_allowed" }));
    await keep(...calls, ...twins, refusal({ orgId: other.id, keyId: (await makeKey({ org: other })).id }));
    const ctx = await viewerCtx(org);
    const seen: string[] = [];
    for (let after: string | undefined; ; ) {
      const page = await listRequests(ctx, { limit: 4, ...(after === undefined ? {} : { after }) });
      seen.push(...page.requests.map(({ requestId }) => requestId));
      if (page.next === null) break;
      after = page.next;
    }
    expect(seen.toSorted()).toEqual([...calls, ...twins].map(({ requestId }) => requestId).sort());
    expect(seen[0]).toBe(calls[0]?.requestId);
  });

  test("filters by key, kind, code and time", async () => {
    const second = await makeKey({ org });
    const [a, b, c] = [
      refusal(),
      refusal({ keyId: second.id, status: 500, code: "" }),
      refusal({ code: "qps_exceeded", status: 429, at: NOW.getTime() - 3_600_000 }),
    ];
    const old = refusal({ at: NOW.getTime() - 2 * 86_400_000, code: "key_disabled" });
    await keep(a, b, c, old);
    const ctx = await ownerCtx(org);
    const ids = async (query: Parameters<typeof listRequests>[1]) =>
      (await listRequests(ctx, query)).requests.map(({ requestId }) => requestId).sort();
    const sorted = (...calls: UsageRecord[]) => calls.map(({ requestId }) => requestId).sort();
    expect(await ids({})).toEqual(sorted(a, b, c));
    expect(await ids({ keyId: second.id })).toEqual(sorted(b));
    expect(await ids({ only: "refused" })).toEqual(sorted(a, c));
    expect(await ids({ only: "failed" })).toEqual(sorted(a, b, c));
    expect(await ids({ code: "qps_exceeded" })).toEqual(sorted(c));
    expect(await ids({ from: new Date(NOW.getTime() - 3 * 86_400_000).toISOString() })).toEqual(
      sorted(a, b, c, old),
    );
  });

  test("another org's key is not found, and a page cannot be made up", async () => {
    const other = await makeOrg();
    const ctx = await ownerCtx(org);
    const foreign = await makeKey({ org: other });
    await expect(listRequests(ctx, { keyId: foreign.id })).rejects.toMatchObject({ code: "not_found" });
    await expect(listRequests(ctx, { after: "1.req_' OR 1=1" })).rejects.toMatchObject({
      code: "invalid_input",
    });
    await expect(listRequests(ctx, { limit: 101 })).rejects.toMatchObject({ code: "invalid_input" });
  });
});

describe("exportRequests", () => {
  async function file(given: Partial<RequestsFilter> = {}, format: "csv" | "json" = "json") {
    let text = "";
    const ctx = await viewerCtx(org);
    for await (const part of await exportRequests(ctx, RequestsFilter.parse(given), format)) text += part;
    return text;
  }

  test("holds every kept call that matches, over as many pages as it takes, newest first", async () => {
    const calls = Array.from({ length: 230 }, (_, n) => refusal({ at: NOW.getTime() - (n + 1) * 60_000 }));
    await keep(...calls);
    const lines = (await file()).trim().split("\n");
    expect(lines.map((line) => (JSON.parse(line) as { requestId: string }).requestId)).toEqual(
      calls.map(({ requestId }) => requestId),
    );
    const csv = (await file({}, "csv")).trim().split("\r\n");
    expect(csv).toHaveLength(231);
    expect(csv[0]).toMatch(/^at,requestId,keyId,.*,weight$/);
  });

  test("filters narrow it: outcome, code, address, product", async () => {
    await keep(
      refusal({ ip: "203.0.113.9" }),
      refusal({ code: "qps_exceeded", status: 429, productId: "prd_2" }),
      refusal({ code: "", status: 200 }),
    );
    const count = async (given: Partial<RequestsFilter>) =>
      (await file(given)).split("\n").filter((line) => line !== "").length;
    expect(await count({})).toBe(3);
    expect(await count({ only: "accepted" })).toBe(1);
    expect(await count({ only: "refused" })).toBe(2);
    expect(await count({ ip: "203.0.113.9" })).toBe(1);
    expect(await count({ productId: "prd_2" })).toBe(1);
    expect(await count({ code: "qps_exceeded" })).toBe(1);
  });

  test("no cell of the file is a formula", async () => {
    await keep(refusal({ agent: "=HYPERLINK(1)", referrer: "@sum" }));
    const csv = await file({}, "csv");
    expect(csv).toContain('"\'=HYPERLINK(1)"');
    expect(csv).toContain('"\'@sum"');
  });

  test("nothing of another org is in it, and its keys have no names here", async () => {
    const other = await makeOrg();
    const theirs = await makeKey({ org: other });
    await keep(refusal({ orgId: other.id, keyId: theirs.id }));
    expect(await file()).toBe("");
    await expect(file({ keyId: theirs.id })).rejects.toMatchObject({ code: "not_found" });
    expect(await namesOfKeys(await viewerCtx(org), [theirs.id, key.id])).toEqual({ [key.id]: key.name });
  });
});

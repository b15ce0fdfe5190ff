import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { approveQpsRequest } from "@/lib/qps/approve";
import { newId } from "@/lib/std/id";
import { NOW } from "@/test/clock";
import { adminCtx, staffCtx } from "@/test/contexts";
import { makeOrg } from "@/test/factories";
import { program } from "@/test/management";
import { countDemand, grantOf, qpsScene } from "@/test/qps";

const HOUR_MS = 3_600_000;

async function scene(type: "enterprise" | "self_serve" = "enterprise") {
  const place = await qpsScene({ org: await makeOrg({ type }) });
  const { ask } = await program(await adminCtx(place.org));
  const wish = {
    key: place.key.id,
    product: place.product.slug,
    qps: 25,
    reason: "A fair.",
    contact: "ada@example.test",
  };
  return { ...place, ask, wish };
}

test("a program asks for another QPS by slugs, sees the evidence, and reads what was granted", async () => {
  const { ask, wish, ...place } = await scene();
  await countDemand(place, new Date(NOW.getTime() - HOUR_MS), { admitted: { 5: 10 }, refused: { 5: 30 } });
  const shown = await ask("GET", `/keys/${wish.key}/qps-evidence?qps=25`);
  expect(shown.body).toMatchObject({
    qps: 10,
    agreed: 10,
    ceiling: null,
    openRequest: null,
    peak: 40,
    breaches: 30,
    whatIf: { qps: 25, breaches: 15, seconds: 1, isExact: true },
  });
  const made = await ask("POST", "/qps-requests", { body: { ...wish, class: "default" } });
  expect(made).toMatchObject({
    status: 201,
    body: {
      status: "pending",
      key: wish.key,
      product: wish.product,
      class: "default",
      currentQps: 10,
      qps: 25,
      granted: null,
      evidence: { current: { qps: 10, breaches: 30 }, wanted: { qps: 25, breaches: 15 } },
    },
  });
  expect(made.headers.get("location")).toBe(`/api/v1/qps-requests/${made.body.id}`);
  await approveQpsRequest(await staffCtx(), grantOf(String(made.body.id), { qps: 20 }));
  const path = `/qps-requests/${made.body.id}`;
  expect((await ask("GET", path)).body).toMatchObject({
    status: "active",
    granted: { qps: 20, until: null },
  });
  expect((await ask("GET", `/keys/${wish.key}/qps-evidence`)).body).toMatchObject({
    agreed: 20,
    whatIf: null,
  });
  expect((await ask("GET", `/qps-requests?status=active&key=${wish.key}`)).body).toMatchObject({
    data: [{ id: made.body.id, status: "active" }],
    nextCursor: null,
  });
  expect((await ask("GET", "/qps-requests?status=pending")).body).toMatchObject({ data: [] });
});

test("a draft is kept, sent as it is in the version that was seen, and sent once", async () => {
  const { ask, wish } = await scene();
  const draft = await ask("POST", "/qps-requests", { body: { ...wish, isDraft: true } });
  expect(draft.body).toMatchObject({ status: "draft", submittedAt: null, dueAt: null });
  const path = `/qps-requests/${draft.body.id}/submit`;
  const stale = await ask("POST", path, { body: {}, headers: { "if-match": '"7"' } });
  expect(stale).toMatchObject({ status: 412, body: { code: "version_mismatch" } });
  const tag = draft.headers.get("etag") ?? "";
  const sent = await ask("POST", path, { body: {}, headers: { "if-match": tag } });
  expect(sent.body).toMatchObject({ status: "pending", reason: "A fair." });
  expect(await ask("POST", path, { body: {} })).toMatchObject({ status: 409, body: { code: "not_a_draft" } });
  expect(await ask("POST", "/qps-requests", { body: wish })).toMatchObject({
    body: { code: "request_open" },
  });
});

test("a request sent again with the same Idempotency-Key is one request", async () => {
  const { ask, wish, org } = await scene();
  const call = { body: wish, headers: { "idempotency-key": "once" } };
  const [first, second] = [
    await ask("POST", "/qps-requests", call),
    await ask("POST", "/qps-requests", call),
  ];
  expect(second.body).toEqual(first.body);
  expect(await db.qpsRequest.count({ where: { orgId: org.id } })).toBe(1);
});

test("names that are nothing's, and dates that do not fit, are told at their field", async () => {
  const { ask, wish, ...place } = await scene();
  await db.endpointClass.create({
    data: {
      id: newId("endpointClass"),
      productId: place.product.id,
      slug: "tiles",
      name: "Tiles",
      defaultQps: 9,
      paths: [],
    },
    select: { id: true },
  });
  for (const [over, field] of [
    [{ product: "nothing", class: "default" }, "product"],
    [{ class: "nothing" }, "class"],
    [{}, "class"],
    [{ class: "tiles", from: "2026-04-02T00:00:00Z", until: "2026-04-01T00:00:00Z" }, "until"],
    [{ class: "tiles", qps: 0 }, "qps"],
    [{ class: "tiles", reason: " " }, "reason"],
  ] as const) {
    const told = await ask("POST", "/qps-requests", { body: { ...wish, ...over } });
    expect(told, field).toMatchObject({ status: 422, body: { fields: { [field]: [expect.any(String)] } } });
  }
  expect((await ask("GET", `/keys/${wish.key}/qps-evidence`)).body).toMatchObject({
    fields: { product: [expect.any(String)] },
  });
});

test("a self-serve customer is told why not, and the token of somebody who may not send any more sends nothing", async () => {
  const { ask, wish } = await scene("self_serve");
  expect(await ask("POST", "/qps-requests", { body: wish })).toMatchObject({
    status: 403,
    body: { code: "enterprise_only" },
  });
  const theirs = await scene();
  await db.membership.updateMany({ where: { orgId: theirs.org.id }, data: { role: "developer" } });
  expect(await theirs.ask("POST", "/qps-requests", { body: theirs.wish })).toMatchObject({ status: 403 });
  expect(await db.qpsRequest.count({ where: { orgId: theirs.org.id } })).toBe(0);
});

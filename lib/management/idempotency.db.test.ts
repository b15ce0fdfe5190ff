import { describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { whileAuditFails } from "@/test/audit-fails";
import { NOW } from "@/test/clock";
import { adminCtx } from "@/test/contexts";
import { makeKey, makeOrg, makeProduct } from "@/test/factories";
import { program } from "@/test/management";
import { forgetAnswers } from "./forget-answers";

const key = (value: string) => ({ "idempotency-key": value });
const inSeconds = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);
const DAY = 86_400;

async function setUp(showSecretsOnce = false) {
  const org = await makeOrg();
  await db.org.update({ where: { id: org.id }, data: { showSecretsOnce } });
  const product = await makeProduct();
  const one = await program(await adminCtx(org));
  const body = { name: "Shop", products: [{ product: product.slug }] };
  const create = (idempotencyKey: string, now = NOW, fields = {}) =>
    one.ask("POST", "/keys", { body: { ...body, ...fields }, headers: key(idempotencyKey), now });
  const count = () => db.key.count({ where: { orgId: org.id } });
  return { org, ...one, create, count };
}

describe("a POST with an Idempotency-Key", () => {
  test("that is sent again gets the same answer, secret included, and makes nothing more", async () => {
    const { create, count } = await setUp();
    const first = await create("a");
    const again = await create("a", inSeconds(DAY - 1));
    expect(again.status).toBe(201);
    expect(again.body).toEqual(first.body);
    expect(again.headers.get("etag")).toBe(first.headers.get("etag"));
    expect(again.headers.get("location")).toBe(first.headers.get("location"));
    expect(first.headers.get("idempotent-replayed")).toBeNull();
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    expect(await count()).toBe(1);
  });

  test("sent ten times at once makes one key, and everybody gets its secret", async () => {
    const { create, count } = await setUp();
    const all = await Promise.all(Array.from({ length: 10 }, () => create("a")));
    expect(new Set(all.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(all.map(({ body }) => body.secret)).size).toBe(1);
    expect(await count()).toBe(1);
  });

  test("keeps the answer sealed: the database shows nothing of the secret", async () => {
    const { create, id } = await setUp();
    const { body } = await create("a");
    const row = await db.idempotentAnswer.findFirstOrThrow({
      where: { tokenId: id },
      select: { answer: true, status: true, replayUntil: true },
    });
    expect(row).toMatchObject({ status: 201, replayUntil: inSeconds(DAY) });
    expect(Buffer.from(row.answer ?? []).includes(body.secret as string)).toBe(false);
    expect(Buffer.from(row.answer ?? []).includes("Shop")).toBe(false);
  });

  test("is refused a day later, when the answer is not kept any more, and makes nothing", async () => {
    const { create, count, id } = await setUp();
    await create("a");
    expect(await create("a", inSeconds(DAY))).toMatchObject({
      status: 409,
      body: { code: "replay_expired" },
    });
    await forgetAnswers(inSeconds(DAY));
    const row = await db.idempotentAnswer.findFirstOrThrow({
      where: { tokenId: id },
      select: { answer: true },
    });
    expect(row.answer).toBeNull();
    expect(await create("a", inSeconds(2 * DAY))).toMatchObject({
      status: 409,
      body: { code: "replay_expired" },
    });
    expect(await count()).toBe(1);
  });

  test("where secrets are shown once, one that holds a secret is kept for ten minutes", async () => {
    const { create, ask, org } = await setUp(true);
    await create("a");
    expect(await create("a", inSeconds(599))).toMatchObject({ status: 201 });
    expect(await create("a", inSeconds(600))).toMatchObject({
      status: 409,
      body: { code: "replay_expired" },
    });
    const { id } = await makeKey({ org });
    const disable = (now: Date) => ask("POST", `/keys/${id}/disable`, { headers: key("d"), now });
    await disable(NOW);
    expect(await disable(inSeconds(DAY - 1))).toMatchObject({ status: 200 });
  });

  test("is refused for another body, path or If-Match", async () => {
    const { create, ask, org, count } = await setUp();
    await create("a");
    expect(await create("a", NOW, { name: "Other" })).toMatchObject({
      status: 422,
      body: { code: "idempotency_key_reused" },
    });
    const { id } = await makeKey({ org });
    expect(await ask("POST", `/keys/${id}/disable`, { headers: key("a") })).toMatchObject({ status: 422 });
    expect(await count()).toBe(2);
  });

  test("that was refused changed nothing and can be sent again, mended, with the same key", async () => {
    const { create, count } = await setUp();
    expect(await create("a", NOW, { billingType: "freemium" })).toMatchObject({ status: 422 });
    await whileAuditFails(async () => {
      const { logger } = await import("@/lib/logging/logger");
      const level = logger.level;
      logger.level = "silent";
      expect(await create("a")).toMatchObject({ status: 500, body: { code: "internal" } });
      logger.level = level;
    });
    expect(await count()).toBe(0);
    expect(await create("a")).toMatchObject({ status: 201 });
  });

  test("belongs to its token: another one's same key is another request", async () => {
    const { create, org, count } = await setUp();
    const { body } = await create("a");
    const other = await program(await adminCtx(org));
    const [product] = body.products as { product: string }[];
    const made = await other.ask("POST", "/keys", {
      body: { name: "Shop", products: [{ product: product?.product }] },
      headers: key("a"),
    });
    expect(made.status).toBe(201);
    expect(made.body.id).not.toBe(body.id);
    expect(await count()).toBe(2);
  });

  test.each(["", " ", "a b", "ü", "x".repeat(256)])("%j is no key", async (value) => {
    const { create, count } = await setUp();
    const refused = await create(encodeURI(value) === value ? value : `${value.length}\u00fc`);
    expect(refused).toMatchObject({
      status: 422,
      body: { fields: { "Idempotency-Key": [expect.any(String)] } },
    });
    expect(await count()).toBe(0);
  });

  test("is forgotten after thirty days", async () => {
    const { create, id } = await setUp();
    await create("a");
    await forgetAnswers(inSeconds(30 * DAY - 1));
    expect(await db.idempotentAnswer.count({ where: { tokenId: id } })).toBe(1);
    await forgetAnswers(inSeconds(30 * DAY));
    expect(await db.idempotentAnswer.count({ where: { tokenId: id } })).toBe(0);
  });
});

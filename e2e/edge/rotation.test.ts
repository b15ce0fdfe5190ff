import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { cancelRotation } from "@/lib/keys/cancel-rotation";
import { finishRotation } from "@/lib/keys/finish-rotation";
import { CancelRotationInput, FinishRotationInput } from "@/lib/keys/life-schemas";
import type { OrgContext } from "@/lib/orgs/context";
import { newId } from "@/lib/std/id";
import { ownerCtx } from "@/test/contexts";
import { HOSTS } from "@/test/edge/hosts";
import { leaveDatabase, type StartedHost, startWorld, type World } from "@/test/edge/world";
import { makeKey, makeOrg, type TestKey, type TestOrg } from "@/test/factories";
import { rotateFor } from "@/test/rotations";

// A person rotates while a client calls: what the client sees, over HTTP, on each host.

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => {
  await leaveDatabase();
  await world?.stop();
});

describe.each(HOSTS.map((facts) => [facts.name, facts] as const))("%s:", (_, facts) => {
  let host: StartedHost;
  let org: TestOrg;
  let ctx: OrgContext;

  beforeAll(async () => {
    host = await world.host(facts);
    await host.enterDatabase();
    org = await makeOrg();
    ctx = { ...(await ownerCtx(org)), now: new Date() };
  });
  afterAll(async () => {
    await leaveDatabase();
    await host?.stop();
  });

  /** A key for the product whose rate is out of reach, with limits of its own. */
  async function keyWith(limits: { kind: "qps" | "month"; value: number }[]): Promise<TestKey> {
    const product = await db.product.findUniqueOrThrow({ where: { slug: "echo" }, select: { id: true } });
    const key = await makeKey({ org, products: [product] });
    for (const limit of limits) {
      const rest = {
        unit: "requests",
        source: "contract",
        from: new Date(0),
        createdById: "system",
      } as const;
      await db.limit.create({
        data: { id: newId("limit"), orgId: org.id, keyId: key.id, ...limit, ...rest },
        select: { id: true },
      });
    }
    return key;
  }

  async function call(secret: string) {
    const answer = await fetch(`http://127.0.0.1:${host.port}/t/1`, { headers: { "X-API-Key": secret } });
    const text = await answer.text();
    const code = answer.ok ? "" : String((JSON.parse(text) as { code?: string }).code);
    const left = /"month";r=(\d+)/.exec(answer.headers.get("ratelimit") ?? "")?.[1];
    return { status: answer.status, code, left: Number(left), headers: answer.headers };
  }

  /** Asks until the answer has this status and code; fails after a second, the contract's bound. */
  const withinASecond = (secret: string, status: number, code = "") =>
    expect.poll(() => call(secret), { timeout: 1000, interval: 20 }).toMatchObject({ status, code });

  const rotationFields = ({ headers }: { headers: Headers }) =>
    ["deprecation", "sunset", "x-key-rotation"].map((name) => headers.get(name));

  test("rotated with an hour's overlap both secrets pass, and only the old one's answers say when it ends", async () => {
    const key = await keyWith([]);
    expect(rotationFields(await call(key.plaintext))).toEqual([null, null, null]);
    const { secret } = await rotateFor(ctx, key, { hours: 1 });
    const endsAt = new Date(ctx.now.getTime() + 3_600_000);
    await expect
      .poll(async () => rotationFields(await call(key.plaintext)), { timeout: 1000, interval: 20 })
      .toEqual([
        `@${Math.floor(ctx.now.getTime() / 1000)}`,
        endsAt.toUTCString(),
        `retiring; ends=${endsAt.toISOString()}; key-id=${key.id}`,
      ]);
    const [old, current] = [await call(key.plaintext), await call(secret)];
    expect([old.status, current.status]).toEqual([200, 200]);
    expect(rotationFields(current)).toEqual([null, null, null]);
  });

  test("finished, the old secret is 401 key_retired within a second; the new one goes on", async () => {
    const key = await keyWith([]);
    const { secret } = await rotateFor(ctx, key, { hours: 1 });
    expect((await call(key.plaintext)).status).toBe(200);
    await finishRotation(ctx, FinishRotationInput.parse({ keyId: key.id }));
    await withinASecond(key.plaintext, 401, "key_retired");
    const refused = await call(key.plaintext);
    expect(refused.headers.get("www-authenticate")).toMatch(/^ApiKey realm="keyward"/);
    expect((await call(secret)).status).toBe(200);
  });

  test("the quota goes on: what the old secret used is gone for the new one, before and after the finish", async () => {
    const key = await keyWith([{ kind: "month", value: 5 }]);
    expect([(await call(key.plaintext)).left, (await call(key.plaintext)).left]).toEqual([4, 3]);
    const { secret } = await rotateFor(ctx, key, { hours: 1 });
    expect((await call(secret)).left).toBe(2);
    expect((await call(key.plaintext)).left).toBe(1);
    await finishRotation(ctx, FinishRotationInput.parse({ keyId: key.id }));
    await withinASecond(key.plaintext, 401, "key_retired");
    expect((await call(secret)).left).toBe(0);
    expect(await call(secret)).toMatchObject({ status: 429, code: "quota_exceeded" });
  });

  test("the rate goes on: the calls of both secrets are held against it together", async () => {
    const key = await keyWith([{ kind: "qps", value: 3 }]);
    const { secret } = await rotateFor(ctx, key, { hours: 1 });
    // Both are in memory, and the second in which they came there is over.
    await withinASecond(secret, 200);
    await withinASecond(key.plaintext, 200);
    await new Promise((resolve) => setTimeout(resolve, 1100));
    const began = performance.now();
    const answers = await Promise.all(
      [key.plaintext, secret, key.plaintext, secret, key.plaintext, secret].map(call),
    );
    const passed = answers.filter(({ status }) => status === 200).length;
    // Three in any second; a machine that stood still in between may have begun another one.
    expect(passed).toBeGreaterThanOrEqual(3);
    expect(passed).toBeLessThanOrEqual(3 * Math.ceil((performance.now() - began) / 1000));
    const ends = new Set(answers.map(({ status, code }) => `${status} ${code}`.trim()));
    expect([...ends].filter((end) => end !== "200" && end !== "429 qps_exceeded")).toEqual([]);
  });

  test("cancelled while nobody used the new secret: the old one is current again, the new one retired", async () => {
    const key = await keyWith([]);
    const { secret } = await rotateFor(ctx, key, { hours: 1 });
    await cancelRotation(ctx, CancelRotationInput.parse({ keyId: key.id }));
    await withinASecond(secret, 401, "key_retired");
    const old = await call(key.plaintext);
    expect([old.status, ...rotationFields(old)]).toEqual([200, null, null, null]);
  });

  test("a use of the new secret a moment ago stands in the way of cancelling", async () => {
    const key = await keyWith([]);
    const { secret } = await rotateFor(ctx, key, { hours: 1 });
    await withinASecond(secret, 200);
    await expect(cancelRotation(ctx, CancelRotationInput.parse({ keyId: key.id }))).rejects.toMatchObject({
      code: "new_secret_used",
    });
    await withinASecond(secret, 200);
    expect((await call(key.plaintext)).status).toBe(200);
  });
});

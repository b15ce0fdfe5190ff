import { describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { NOW } from "@/test/clock";
import { adminCtx } from "@/test/contexts";
import { makeKey, makeOrg } from "@/test/factories";
import { program } from "@/test/management";

const HOUR = 3600;
const inSeconds = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);

async function rotating(overlapSeconds = HOUR) {
  const org = await makeOrg();
  const { ask } = await program(await adminCtx(org));
  const key = await makeKey({ org });
  const path = `/keys/${key.id}`;
  const rotated = await ask("POST", `${path}/rotate`, { body: { overlapSeconds, reason: "Yearly." } });
  return { org, ask, key, path, rotated };
}

const secretsOf = (body: Record<string, unknown>) =>
  body.secrets as { id: string; status: string; retiresAt: string | null }[];

describe("rotating over the API", () => {
  test("answers the new secret once and both with their state; ID, limits and version chain go on", async () => {
    const { rotated, key, path, ask } = await rotating();
    expect(rotated).toMatchObject({
      status: 200,
      body: { id: key.id, version: 2, lastRotatedAt: NOW.toISOString() },
    });
    expect(rotated.headers.get("etag")).toBe('"2"');
    const { secret, ...rest } = rotated.body as { secret: string };
    expect(secret).toMatch(/^kw_[0-9A-Za-z]{49}$/);
    expect(secretsOf(rest)).toMatchObject([
      { status: "current", retiresAt: null },
      { id: key.secretId, status: "retiring", retiresAt: inSeconds(HOUR).toISOString() },
    ]);
    expect((await ask("GET", path)).body).toEqual(rest);
  });

  test("a second one is refused unless it says that the retiring secret ends now", async () => {
    const { ask, path, key } = await rotating();
    expect(await ask("POST", `${path}/rotate`, { body: { overlapSeconds: 0 } })).toMatchObject({
      status: 409,
      body: { code: "rotation_in_progress" },
    });
    const again = await ask("POST", `${path}/rotate`, {
      body: { overlapSeconds: HOUR, endRetiringNow: true },
    });
    expect(secretsOf(again.body).map(({ status }) => status)).toEqual(["current", "retiring", "retired"]);
    expect(secretsOf(again.body)[2]).toMatchObject({ id: key.secretId });
  });

  test("from the first use: the new secret awaits it", async () => {
    const org = await makeOrg();
    const { ask } = await program(await adminCtx(org));
    const { id } = await makeKey({ org });
    const rotated = await ask("POST", `/keys/${id}/rotate`, {
      body: { overlapSeconds: HOUR, startAtFirstUse: true },
    });
    expect(secretsOf(rotated.body)).toMatchObject([
      { status: "awaiting" },
      { status: "retiring", retiresAt: inSeconds(48 * HOUR).toISOString() },
    ]);
  });

  test.each([
    ["nothing", {}, "overlapSeconds"],
    ["more than the cap", { overlapSeconds: 48 * HOUR + 1 }, "overlapSeconds"],
    ["less than nothing", { overlapSeconds: -1 }, "overlapSeconds"],
    ["a word", { overlapSeconds: "1h" }, "overlapSeconds"],
    ["an unknown field", { overlapSeconds: 0, force: true }, "force"],
    ["the version in the body", { overlapSeconds: 0, version: 1 }, "version"],
  ])("with %s is refused and rotates nothing", async (_, body, field) => {
    const org = await makeOrg();
    const { ask } = await program(await adminCtx(org));
    const { id } = await makeKey({ org });
    expect(await ask("POST", `/keys/${id}/rotate`, { body })).toMatchObject({
      status: 422,
      body: { fields: { [field]: [expect.any(String)] } },
    });
    expect(await db.secret.count({ where: { keyId: id } })).toBe(1);
  });

  test("six at once: one rotates, and there is one new secret", async () => {
    const org = await makeOrg();
    const { ask } = await program(await adminCtx(org));
    const { id } = await makeKey({ org });
    const all = await Promise.all(
      Array.from({ length: 6 }, () => ask("POST", `/keys/${id}/rotate`, { body: { overlapSeconds: HOUR } })),
    );
    expect(all.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 5 }, () => 409)]);
    expect(await db.secret.count({ where: { keyId: id } })).toBe(2);
  });

  test("an organization that shows secrets once still gets the new one, and no copy of it is kept", async () => {
    const org = await makeOrg();
    await db.org.update({ where: { id: org.id }, data: { showSecretsOnce: true } });
    const { ask } = await program(await adminCtx(org));
    const { id } = await makeKey({ org });
    const { body } = await ask("POST", `/keys/${id}/rotate`, { body: { overlapSeconds: HOUR } });
    const stored = await db.secret.findUniqueOrThrow({
      where: { id: secretsOf(body)[0]?.id ?? "" },
      select: { sealedSecret: true },
    });
    expect(stored.sealedSecret).toBeNull();
  });
});

describe("a rotation under way", () => {
  test("is finished: the old secret has ended", async () => {
    const { ask, path, key } = await rotating();
    const done = await ask("POST", `${path}/rotation/finish`);
    expect(done).toMatchObject({ status: 200 });
    expect(secretsOf(done.body)).toMatchObject([
      { status: "current" },
      { id: key.secretId, status: "retired", retiresAt: NOW.toISOString() },
    ]);
    expect(await ask("POST", `${path}/rotation/finish`)).toMatchObject({
      status: 409,
      body: { code: "no_rotation" },
    });
  });

  test("is extended to so long after the rotation, within the cap and never to an earlier end", async () => {
    const { ask, path } = await rotating();
    const extend = (overlapSeconds: number, now: Date) =>
      ask("POST", `${path}/rotation/extend`, { body: { overlapSeconds }, now });
    const later = await extend(3 * HOUR, inSeconds(1800));
    expect(later).toMatchObject({ status: 200 });
    expect(secretsOf(later.body)[1]).toMatchObject({ retiresAt: inSeconds(3 * HOUR).toISOString() });
    for (const seconds of [2 * HOUR, 48 * HOUR + 1]) {
      expect(await extend(seconds, inSeconds(1800))).toMatchObject({
        status: 422,
        body: { fields: { overlapSeconds: [expect.any(String)] } },
      });
    }
    expect(await ask("POST", `${path}/rotation/extend`)).toMatchObject({ status: 422 });
  });

  test("is cancelled while nobody has used the new secret, and not afterwards", async () => {
    const { ask, path, key } = await rotating();
    const back = await ask("POST", `${path}/rotation/cancel`, { body: { reason: "Not now." } });
    expect(back).toMatchObject({ status: 200 });
    expect(secretsOf(back.body)).toMatchObject([
      { id: key.secretId, status: "current" },
      { status: "retired" },
    ]);

    const again = await rotating();
    const newId = secretsOf(again.rotated.body)[0]?.id ?? "";
    await db.secretLastUsed.create({
      data: {
        secretId: newId,
        keyId: again.key.id,
        orgId: again.org.id,
        firstAt: NOW,
        at: NOW,
        ip: "192.0.2.1",
      },
    });
    expect(await again.ask("POST", `${again.path}/rotation/cancel`)).toMatchObject({
      status: 409,
      body: { code: "new_secret_used" },
    });
  });

  test("is cancelled once for one Idempotency-Key, and a stale If-Match cancels nothing", async () => {
    const { ask, path } = await rotating();
    const headers = { "if-match": '"1"', "idempotency-key": "c-0" };
    expect(await ask("POST", `${path}/rotation/cancel`, { headers })).toMatchObject({ status: 412 });
    const fresh = { "if-match": '"2"', "idempotency-key": "c-1" };
    const first = await ask("POST", `${path}/rotation/cancel`, { headers: fresh });
    const second = await ask("POST", `${path}/rotation/cancel`, { headers: fresh });
    expect(first.status).toBe(200);
    expect(second.body).toEqual(first.body);
    expect(second.headers.get("idempotent-replayed")).toBe("true");
  });
});

import { describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { env } from "@/lib/env";
import { NOW } from "@/test/clock";
import { adminCtx, developerCtx, ownerCtx } from "@/test/contexts";
import { makeKey, makeOrg } from "@/test/factories";
import { extendTo, hoursLater, noteUse, rotateFor, secretsOf } from "@/test/rotations";
import { auditOf } from "@/test/traces";
import { cancelRotation } from "./cancel-rotation";
import { copySecret } from "./copy-secret";
import { finishRotation } from "./finish-rotation";
import { getKey } from "./get";
import { CancelRotationInput, FinishRotationInput } from "./life-schemas";
import { settleRotations } from "./settle-rotations";

const HOUR_MS = 3_600_000;
const at = (hours: number) => new Date(NOW.getTime() + hours * HOUR_MS);

async function scene() {
  const org = await makeOrg();
  const ctx = await ownerCtx(org);
  const key = await makeKey({ org });
  const finish = (later = 0) =>
    finishRotation(hoursLater(ctx, later), FinishRotationInput.parse({ keyId: key.id }));
  const cancel = (later = 0) =>
    cancelRotation(hoursLater(ctx, later), CancelRotationInput.parse({ keyId: key.id }));
  return { org, ctx, key, finish, cancel };
}

describe("rotating", () => {
  test("gives a new secret once, which is the one to copy; the old one works until the overlap is over", async () => {
    const { ctx, key } = await scene();
    const rotated = await rotateFor(ctx, key, { hours: 3, reason: "Half a year old." });
    expect(rotated.secret).not.toBe(key.plaintext);
    expect(rotated.retiring).toEqual({ id: key.secretId, endsAt: at(3).toISOString() });
    expect(await copySecret(ctx, { keyId: key.id })).toEqual({ secret: rotated.secret });
    expect(await secretsOf(key)).toEqual([
      { id: key.secretId, status: "retiring", retiresAt: at(3), overlapSeconds: null, isKept: true },
      { id: rotated.secretId, status: "current", retiresAt: null, overlapSeconds: null, isKept: true },
    ]);
    expect((await getKey(ctx, { keyId: key.id })).lastRotatedAt).toBe(NOW.toISOString());
    const [row] = await auditOf(key.id);
    expect(row).toMatchObject({
      action: "key.rotated",
      reason: "Half a year old.",
      before: { secretId: key.secretId },
      after: { secretId: rotated.secretId, retiring: { id: key.secretId, endsAt: at(3).toISOString() } },
    });
    expect(JSON.stringify(row)).not.toContain(rotated.secret.slice(7, -4));
  });

  test("with no overlap the old secret ends now and nothing of it can be opened again", async () => {
    const { ctx, key } = await scene();
    const rotated = await rotateFor(ctx, key, { hours: 0 });
    expect(rotated.retiring).toBeNull();
    expect(await secretsOf(key)).toEqual([
      { id: key.secretId, status: "retired", retiresAt: NOW, overlapSeconds: null, isKept: false },
      { id: rotated.secretId, status: "current", retiresAt: null, overlapSeconds: null, isKept: true },
    ]);
  });

  test("everything of the key but its secret stays as it is", async () => {
    const { org, ctx, key } = await scene();
    await db.limit.create({
      data: {
        id: "lim_rotation",
        orgId: org.id,
        keyId: key.id,
        kind: "month",
        value: 5n,
        source: "contract",
        from: NOW,
        createdById: "system",
      },
    });
    const read = () =>
      db.key.findUniqueOrThrow({
        where: { id: key.id },
        omit: { version: true, updatedAt: true, lastRotatedAt: true },
        include: { limits: true, products: true },
      });
    const before = await read();
    await rotateFor(ctx, key);
    expect(await read()).toEqual(before);
  });

  test("an overlap over the deployment's cap is refused, one at the cap is not", async () => {
    const { ctx, key } = await scene();
    await expect(rotateFor(ctx, key, { hours: 49 })).rejects.toMatchObject({
      code: "invalid_input",
      fields: { overlapSeconds: ["Use at most 48 hours."] },
    });
    expect((await rotateFor(ctx, key, { hours: 48 })).retiring?.endsAt).toBe(at(48).toISOString());
    const other = await scene();
    env().OVERLAP_CAP_HOURS = 720;
    try {
      expect((await rotateFor(other.ctx, other.key, { hours: 720 })).retiring?.endsAt).toBe(
        at(720).toISOString(),
      );
    } finally {
      env().OVERLAP_CAP_HOURS = 48;
    }
  });

  test("again during an overlap is a conflict, unless the retiring secret may end now", async () => {
    const { ctx, key } = await scene();
    const first = await rotateFor(ctx, key, { hours: 3 });
    await expect(rotateFor(ctx, key)).rejects.toMatchObject({ code: "rotation_in_progress", status: 409 });
    const later = hoursLater(ctx, 1);
    const second = await rotateFor(later, key, { hours: 3, endRetiringNow: true });
    expect(await secretsOf(key)).toEqual([
      expect.objectContaining({ id: key.secretId, status: "retired", retiresAt: at(1), isKept: false }),
      expect.objectContaining({ id: first.secretId, status: "retiring", retiresAt: at(4) }),
      expect.objectContaining({ id: second.secretId, status: "current" }),
    ]);
  });

  test("again after the overlap needs no word about it, whether or not a job came by meanwhile", async () => {
    const { ctx, key } = await scene();
    const first = await rotateFor(ctx, key, { hours: 1 });
    const second = await rotateFor(hoursLater(ctx, 1), key, { hours: 1 });
    expect(await secretsOf(key)).toEqual([
      expect.objectContaining({ id: key.secretId, status: "retired", retiresAt: at(1), isKept: false }),
      expect.objectContaining({ id: first.secretId, status: "retiring", retiresAt: at(2) }),
      expect.objectContaining({ id: second.secretId, status: "current" }),
    ]);
    expect((await auditOf(key.id)).map(({ action }) => action)).toEqual([
      "key.rotated",
      "key.secret_retired",
      "key.rotated",
    ]);
  });

  test("an organization that shows secrets once keeps no copy of the new one either", async () => {
    const { org, ctx, key } = await scene();
    await db.org.update({ where: { id: org.id }, data: { showSecretsOnce: true } });
    const rotated = await rotateFor(ctx, key);
    expect(rotated.secret).toMatch(/^kw_/);
    await expect(copySecret(ctx, { keyId: key.id })).rejects.toMatchObject({ code: "secret_not_kept" });
  });
});

describe("an overlap from first use", () => {
  test("the old secret ends with the cap at the latest, and earlier once the new one is used", async () => {
    const { ctx, key } = await scene();
    const rotated = await rotateFor(ctx, key, { hours: 3, startAtFirstUse: true });
    expect(rotated.retiring?.endsAt).toBe(at(48).toISOString());
    expect(await secretsOf(key)).toEqual([
      expect.objectContaining({ status: "retiring", retiresAt: at(48) }),
      expect.objectContaining({ status: "awaiting", overlapSeconds: 3 * 3600 }),
    ]);
    await settleRotations(at(2));
    expect((await secretsOf(key))[1]).toMatchObject({ status: "awaiting" });

    // Used from hour 5 on; counted only at hour 6, when it was used again.
    await noteUse(key, rotated.secretId, at(5), at(6));
    await settleRotations(at(6));
    expect(await secretsOf(key)).toEqual([
      expect.objectContaining({ status: "retiring", retiresAt: at(8) }),
      expect.objectContaining({ status: "current", overlapSeconds: null }),
    ]);
    expect((await auditOf(key.id)).at(-1)).toMatchObject({
      action: "key.secret_first_used",
      actorId: "rotation",
      before: { retiresAt: at(48).toISOString() },
      after: { firstUsedAt: at(5).toISOString(), retiresAt: at(8).toISOString() },
    });
  });

  test("a first use shortly before the cap moves nothing later", async () => {
    const { ctx, key } = await scene();
    const rotated = await rotateFor(ctx, key, { hours: 48, startAtFirstUse: true });
    await noteUse(key, rotated.secretId, at(47));
    await settleRotations(at(47));
    expect((await secretsOf(key))[0]).toMatchObject({ retiresAt: at(48) });
  });

  test("without any use the cap ends the old secret, and nothing awaits a first use any more", async () => {
    const { ctx, key } = await scene();
    await rotateFor(ctx, key, { hours: 3, startAtFirstUse: true });
    await settleRotations(at(48));
    expect(await secretsOf(key)).toEqual([
      expect.objectContaining({ status: "retired", retiresAt: at(48), isKept: false }),
      expect.objectContaining({ status: "current", overlapSeconds: null }),
    ]);
  });

  test("a first use long ago that is counted late ends the old secret when it would have ended", async () => {
    const { ctx, key } = await scene();
    const rotated = await rotateFor(ctx, key, { hours: 0, startAtFirstUse: true });
    await noteUse(key, rotated.secretId, at(1), at(2));
    await settleRotations(at(2));
    expect(await secretsOf(key)).toEqual([
      expect.objectContaining({ status: "retired", retiresAt: at(1), isKept: false }),
      expect.objectContaining({ status: "current" }),
    ]);
  });
});

describe("finishing", () => {
  test("ends the old secret now and for good", async () => {
    const { ctx, key, finish } = await scene();
    await rotateFor(ctx, key, { hours: 24 });
    await finish(2);
    expect((await secretsOf(key))[0]).toEqual({
      id: key.secretId,
      status: "retired",
      retiresAt: at(2),
      overlapSeconds: null,
      isKept: false,
    });
    await expect(finish(2)).rejects.toMatchObject({ code: "no_rotation", status: 409 });
    await expect(extendTo(hoursLater(ctx, 2), key, 48)).rejects.toMatchObject({ code: "no_rotation" });
  });

  test("needs a rotation that is under way", async () => {
    const { ctx, key, finish } = await scene();
    await expect(finish()).rejects.toMatchObject({ code: "no_rotation" });
    await rotateFor(ctx, key, { hours: 1 });
    await expect(finish(1)).rejects.toMatchObject({ code: "no_rotation" });
  });
});

describe("extending", () => {
  test("moves the end later, counted from the rotation, up to the cap", async () => {
    const { ctx, key } = await scene();
    await rotateFor(ctx, key, { hours: 1 });
    expect(await extendTo(ctx, key, 24)).toMatchObject({ endsAt: at(24).toISOString() });
    expect(await extendTo(hoursLater(ctx, 20), key, 48)).toMatchObject({ endsAt: at(48).toISOString() });
    for (const hours of [24, 48, 49])
      await expect(extendTo(hoursLater(ctx, 20), key, hours)).rejects.toMatchObject({
        code: "invalid_input",
        fields: { overlapSeconds: [expect.any(String)] },
      });
    expect((await secretsOf(key))[0]).toMatchObject({ retiresAt: at(48) });
  });

  test("never brings back what has ended, nor what an edge may already have refused", async () => {
    const { ctx, key } = await scene();
    await rotateFor(ctx, key, { hours: 1 });
    for (const later of [1, 2, 1 - 30 / 3600])
      await expect(extendTo(hoursLater(ctx, later), key, 24)).rejects.toMatchObject({ code: "no_rotation" });
    await extendTo(hoursLater(ctx, 1 - 31 / 3600), key, 24);
  });
});

describe("cancelling", () => {
  test("makes the old secret current again and ends the new one, as if nothing had been rotated", async () => {
    const { ctx, key, cancel } = await scene();
    const rotated = await rotateFor(ctx, key, { hours: 3 });
    await cancel(1);
    expect(await secretsOf(key)).toEqual([
      { id: key.secretId, status: "current", retiresAt: null, overlapSeconds: null, isKept: true },
      { id: rotated.secretId, status: "retired", retiresAt: at(1), overlapSeconds: null, isKept: false },
    ]);
    expect(await copySecret(ctx, { keyId: key.id })).toEqual({ secret: key.plaintext });
    expect((await getKey(ctx, { keyId: key.id })).lastRotatedAt).toBeNull();
  });

  test("the key was last rotated when it was before", async () => {
    const { ctx, key, cancel, finish } = await scene();
    await rotateFor(ctx, key);
    await finish(0.5);
    await rotateFor(hoursLater(ctx, 1), key);
    await cancel(1.5);
    expect((await getKey(ctx, { keyId: key.id })).lastRotatedAt).toBe(NOW.toISOString());
  });

  test("is refused once the new secret was used, or the old one has ended or is about to", async () => {
    const { ctx, key, cancel } = await scene();
    const rotated = await rotateFor(ctx, key, { hours: 3 });
    await expect(cancel(3)).rejects.toMatchObject({ code: "no_rotation" });
    await expect(cancel(3 - 30 / 3600)).rejects.toMatchObject({ code: "no_rotation" });
    await noteUse(key, rotated.secretId, at(1));
    await expect(cancel(2)).rejects.toMatchObject({ code: "new_secret_used", status: 409 });
    expect((await secretsOf(key)).map(({ status }) => status)).toEqual(["retiring", "current"]);
  });

  test("nothing is left to cancel after a rotation without overlap", async () => {
    const { ctx, key, cancel } = await scene();
    await rotateFor(ctx, key, { hours: 0 });
    await expect(cancel()).rejects.toMatchObject({ code: "no_rotation" });
  });
});

test("the new secret comes out only for who may copy this key's", async () => {
  const org = await makeOrg();
  const developer = await developerCtx(org);
  const own = await makeKey({ org, createdBy: developer.actor });
  expect((await rotateFor(developer, own)).secret).toMatch(/^kw_/);
  expect((await rotateFor(await adminCtx(org), await makeKey({ org }))).secret).toMatch(/^kw_/);
});

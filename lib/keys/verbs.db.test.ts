import { describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import type { OrgContext } from "@/lib/orgs/context";
import { newId } from "@/lib/std/id";
import { whileAuditFails } from "@/test/audit-fails";
import { NOW } from "@/test/clock";
import { adminCtx, developerCtx, ownerCtx, viewerCtx } from "@/test/contexts";
import { type KeyState, makeKey, makeOrg, makeProduct, type TestOrg } from "@/test/factories";
import { auditOf, changesOf } from "@/test/traces";
import { cancelRotation } from "./cancel-rotation";
import { disableKey } from "./disable";
import { editKey } from "./edit";
import { EditKeyInput } from "./edit-schema";
import { enableKey } from "./enable";
import { extendRotation } from "./extend-rotation";
import { finishRotation } from "./finish-rotation";
import {
  CancelRotationInput,
  DisableKeyInput,
  EnableKeyInput,
  ExtendRotationInput,
  FinishRotationInput,
  RenameKeyInput,
  RotateKeyInput,
  SetAccessInput,
  SetValidityInput,
} from "./life-schemas";
import { renameKey } from "./rename";
import { restoreKey } from "./restore";
import { SetRestrictionsInput } from "./restrictions-schema";
import { rotateKey } from "./rotate";
import { setKeyAccess } from "./set-access";
import { setKeyRestrictions } from "./set-restrictions";
import { setKeyValidity } from "./set-validity";

type Ref = { keyId: string; version?: number };
type Verb = {
  /** What the audit row says. */
  action: string;
  /** The key before; `rotating`: an hour into a rotation of two. */
  state: KeyState | "rotating";
  run: (ctx: OrgContext, ref: Ref) => Promise<unknown>;
  /** Takes no version: there is nothing two people could have seen differently. */
  isUnversioned?: true;
};

const product = await makeProduct();

/** Every verb that changes a key. */
const VERBS = {
  renameKey: {
    action: "key.renamed",
    state: "active",
    run: (ctx, ref) => renameKey(ctx, RenameKeyInput.parse({ ...ref, name: "Another name" })),
  },
  editKey: {
    action: "key.edited",
    state: "active",
    run: (ctx, ref) =>
      editKey(
        ctx,
        EditKeyInput.parse({ ...ref, name: "Another name", products: [{ productId: product.id }] }),
      ),
  },
  disableKey: {
    action: "key.disabled",
    state: "active",
    run: (ctx, ref) => disableKey(ctx, DisableKeyInput.parse({ ...ref, reason: "Not needed." })),
  },
  enableKey: {
    action: "key.enabled",
    state: "disabled",
    run: (ctx, ref) => enableKey(ctx, EnableKeyInput.parse(ref)),
  },
  setKeyValidity: {
    action: "key.validity_set",
    state: "active",
    run: (ctx, ref) =>
      setKeyValidity(ctx, SetValidityInput.parse({ ...ref, expiresAt: "2026-12-01T00:00:00Z" })),
  },
  setKeyAccess: {
    action: "key.access_set",
    state: "active",
    run: (ctx, ref) =>
      setKeyAccess(ctx, SetAccessInput.parse({ ...ref, products: [{ productId: product.id }] })),
  },
  setKeyRestrictions: {
    action: "key.restrictions_set",
    state: "active",
    run: (ctx, ref) =>
      setKeyRestrictions(
        ctx,
        SetRestrictionsInput.parse({ ...ref, restrictions: { country: { mode: "enforce", deny: ["US"] } } }),
      ),
  },
  rotateKey: {
    action: "key.rotated",
    state: "active",
    run: (ctx, ref) => rotateKey(ctx, RotateKeyInput.parse({ ...ref, overlapSeconds: 3600 })),
  },
  finishRotation: {
    action: "key.rotation_finished",
    state: "rotating",
    run: (ctx, ref) => finishRotation(ctx, FinishRotationInput.parse(ref)),
  },
  extendRotation: {
    action: "key.rotation_extended",
    state: "rotating",
    run: (ctx, ref) => extendRotation(ctx, ExtendRotationInput.parse({ ...ref, overlapSeconds: 86_400 })),
  },
  cancelRotation: {
    action: "key.rotation_cancelled",
    state: "rotating",
    run: (ctx, ref) => cancelRotation(ctx, CancelRotationInput.parse(ref)),
  },
  restoreKey: {
    action: "key.restored",
    state: "deleted",
    run: (ctx, { keyId }) => restoreKey(ctx, { keyId }),
    isUnversioned: true,
  },
} satisfies Record<string, Verb>;

const HOUR_MS = 3_600_000;

async function keyFor({ state }: Verb, org: TestOrg, createdBy?: { id: string }) {
  const given = { org, ...(createdBy && { createdBy }) };
  if (state !== "rotating") return makeKey({ ...given, state });
  const key = await makeKey(given);
  const ctx = { ...(await ownerCtx(org)), now: new Date(NOW.getTime() - HOUR_MS) };
  await rotateKey(ctx, RotateKeyInput.parse({ keyId: key.id, overlapSeconds: 7200 }));
  return key;
}

/** Everything about a key that a verb could have changed, and the traces it left. */
async function stateOf(keyId: string) {
  const [key, audit, changes] = await Promise.all([
    db.key.findUniqueOrThrow({
      where: { id: keyId },
      omit: { updatedAt: true },
      include: { secrets: { orderBy: { id: "asc" } }, products: true },
    }),
    auditOf(keyId),
    changesOf(keyId),
  ]);
  return { key, audit, changes };
}

describe.each(Object.entries<Verb>(VERBS))("%s", (_, verb) => {
  test("writes the change, a row in the audit log and the word to every edge, and raises the version", async () => {
    const org = await makeOrg();
    const ctx = await ownerCtx(org);
    const key = await keyFor(verb, org);
    const before = await stateOf(key.id);
    await verb.run(ctx, { keyId: key.id });
    const after = await stateOf(key.id);
    expect(after.key.version).toBe(before.key.version + 1);
    expect(after.changes).toBe(before.changes + 1);
    expect(after.audit.slice(before.audit.length)).toEqual([
      expect.objectContaining({
        action: verb.action,
        chain: org.id,
        actorId: ctx.actor.id,
        requestId: ctx.requestId,
      }),
    ]);
    expect(JSON.stringify(after.audit)).not.toContain(key.plaintext.slice(7, -4));
  });

  test("an admin may on anybody's key, a developer on own keys only, a viewer on none", async () => {
    const org = await makeOrg();
    const developer = await developerCtx(org);
    const own = await keyFor(verb, org, developer.actor);
    const others = await keyFor(verb, org);
    const before = [await stateOf(own.id), await stateOf(others.id)];
    await expect(verb.run(await viewerCtx(org), { keyId: own.id })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(verb.run(developer, { keyId: others.id })).rejects.toMatchObject({ code: "forbidden" });
    expect([await stateOf(own.id), await stateOf(others.id)]).toEqual(before);
    await verb.run(developer, { keyId: own.id });
    await verb.run(await adminCtx(org), { keyId: others.id });
  });

  test("another organization's key and an unknown one are equally not found and stay as they are", async () => {
    const foreign = await keyFor(verb, await makeOrg());
    const before = await stateOf(foreign.id);
    const ctx = await ownerCtx(await makeOrg());
    const errors = await Promise.all(
      [foreign.id, newId("key")].map((keyId) => verb.run(ctx, { keyId }).catch((error: unknown) => error)),
    );
    for (const error of errors) expect(error).toMatchObject({ code: "not_found" });
    expect(new Set(errors.map(String)).size).toBe(1);
    expect(await stateOf(foreign.id)).toEqual(before);
  });

  test("nothing is changed when the audit row cannot be written", async () => {
    const org = await makeOrg();
    const ctx = await ownerCtx(org);
    const key = await keyFor(verb, org);
    const before = await stateOf(key.id);
    await expect(whileAuditFails(() => verb.run(ctx, { keyId: key.id }))).rejects.toThrow();
    expect(await stateOf(key.id)).toEqual(before);
  });

  test.skipIf(verb.isUnversioned)("somebody who saw an older version changes nothing", async () => {
    const org = await makeOrg();
    const ctx = await ownerCtx(org);
    const key = await keyFor(verb, org);
    const { version } = (await stateOf(key.id)).key;
    await db.key.update({ where: { id: key.id }, data: { version: { increment: 1 } }, select: { id: true } });
    const before = await stateOf(key.id);
    await expect(verb.run(ctx, { keyId: key.id, version })).rejects.toMatchObject({
      code: "version_mismatch",
      status: 412,
    });
    expect(await stateOf(key.id)).toEqual(before);
    await verb.run(ctx, { keyId: key.id, version: version + 1 });
  });

  test.skipIf(verb.state === "deleted")("a deleted key is not found", async () => {
    const org = await makeOrg();
    const ctx = await ownerCtx(org);
    const key = await keyFor(verb, org);
    await db.key.update({ where: { id: key.id }, data: { deletedAt: NOW }, select: { id: true } });
    await expect(verb.run(ctx, { keyId: key.id })).rejects.toMatchObject({ code: "not_found" });
  });
});

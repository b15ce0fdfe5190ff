import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cancelRotation } from "@/lib/keys/cancel-rotation";
import { createKey } from "@/lib/keys/create";
import { CreateKeyInput } from "@/lib/keys/create-schema";
import { deleteKey } from "@/lib/keys/delete";
import { disableKey } from "@/lib/keys/disable";
import { enableKey } from "@/lib/keys/enable";
import { finishRotation } from "@/lib/keys/finish-rotation";
import {
  CancelRotationInput,
  DisableKeyInput,
  EnableKeyInput,
  FinishRotationInput,
  SetAccessInput,
  SetValidityInput,
} from "@/lib/keys/life-schemas";
import { restoreKey } from "@/lib/keys/restore";
import { DeleteKeyInput } from "@/lib/keys/schemas";
import { setKeyAccess } from "@/lib/keys/set-access";
import { setKeyValidity } from "@/lib/keys/set-validity";
import { settleRotations } from "@/lib/keys/settle-rotations";
import type { OrgContext } from "@/lib/orgs/context";
import { ownerCtx } from "@/test/contexts";
import {
  makeKey,
  makeOrg,
  makeProduct,
  type TestKey,
  type TestOrg,
  type TestProduct,
} from "@/test/factories";
import { extendTo, noteUse, rotateFor } from "@/test/rotations";
import { checkCall } from "../check";
import type { Verdict } from "../decision";
import { callOf } from "../testing/fixtures";
import { type EdgeState, edgeState } from "./edge-state";

const HOUR_MS = 3_600_000;

let edge: EdgeState;
let org: TestOrg;
let ctx: OrgContext;
let product: TestProduct;
let other: TestProduct;
let slow: TestProduct;
let clock = 0;

beforeAll(async () => {
  org = await makeOrg();
  ctx = { ...(await ownerCtx(org)), now: new Date() };
  product = await makeProduct({ slug: "life", paths: ["/life/{rest+}"], defaultQps: 1000 });
  other = await makeProduct();
  slow = await makeProduct({ slug: "slow", paths: ["/slow/{rest+}"], defaultQps: 3 });
  edge = await edgeState();
});

afterAll(() => edge.stop());

async function check(secret: string, now = Date.now()): Promise<Verdict> {
  clock += 10;
  const call = callOf({ target: "/life/1", headers: ["X-API-Key", secret], arrivedAt: clock });
  return checkCall(call, edge.deps, now);
}

async function call(secret: string, now?: number): Promise<string> {
  const verdict = await check(secret, now);
  return verdict.kind === "refused" ? verdict.code : verdict.kind;
}

/** What the edge knows of the key while it takes this secret. */
async function keyOf(secret: string) {
  const verdict = await check(secret);
  return verdict.kind === "admitted" ? verdict.key : null;
}

const ref = (key: TestKey) => ({ keyId: key.id });

const deeds = {
  disable: (key: TestKey) => disableKey(ctx, DisableKeyInput.parse(ref(key))),
  enable: (key: TestKey) => enableKey(ctx, EnableKeyInput.parse(ref(key))),
  remove: (key: TestKey) => deleteKey(ctx, DeleteKeyInput.parse(ref(key))),
  restore: (key: TestKey) => restoreKey(ctx, ref(key)),
  finish: (key: TestKey) => finishRotation(ctx, FinishRotationInput.parse(ref(key))),
  cancel: (key: TestKey) => cancelRotation(ctx, CancelRotationInput.parse(ref(key))),
  moveToOtherProduct: (key: TestKey) =>
    setKeyAccess(ctx, SetAccessInput.parse({ ...ref(key), products: [{ productId: other.id }] })),
  postpone: (key: TestKey) =>
    setKeyValidity(
      ctx,
      SetValidityInput.parse({ ...ref(key), validFrom: new Date(Date.now() + HOUR_MS).toISOString() }),
    ),
};

const slot = Symbol.for("keyward.changes");

/** Runs a verb as if it ran in another instance: nobody in this process is told; only the change log says it. */
async function elsewhere<T>(verb: () => Promise<T>): Promise<T> {
  const shared = (globalThis as { [slot]?: { listeners: Set<unknown> } })[slot];
  if (shared === undefined) throw new Error("The feed is not listening.");
  const { listeners } = shared;
  shared.listeners = new Set();
  try {
    return await verb();
  } finally {
    shared.listeners = listeners;
  }
}

/** `here`: true for the very next call. `elsewhere`: within a second, the contract's bound. */
const PLACES = {
  here: {
    run: <T>(verb: () => Promise<T>) => verb(),
    becomes: async (secret: string, wanted: string) => expect(await call(secret)).toBe(wanted),
  },
  elsewhere: {
    run: elsewhere,
    becomes: (secret: string, wanted: string) =>
      expect.poll(() => call(secret), { timeout: 1000, interval: 10 }).toBe(wanted),
  },
};

describe.each(Object.entries(PLACES))("a change made %s", (_, { run, becomes }) => {
  const known = async () => {
    const key = await makeKey({ org, products: [product] });
    expect(await call(key.plaintext)).toBe("admitted");
    return key;
  };

  test("disabling and enabling", async () => {
    const key = await known();
    await run(() => deeds.disable(key));
    await becomes(key.plaintext, "key_disabled");
    await run(() => deeds.enable(key));
    await becomes(key.plaintext, "admitted");
  });

  test("deleting and restoring, also when the deleted key was tried in between", async () => {
    const key = await known();
    await run(() => deeds.remove(key));
    await becomes(key.plaintext, "key_invalid");
    await run(() => deeds.restore(key));
    await becomes(key.plaintext, "admitted");
  });

  test("taking a product away, and putting the beginning off", async () => {
    const [moved, postponed] = [await known(), await known()];
    await run(() => deeds.moveToOtherProduct(moved));
    await becomes(moved.plaintext, "product_not_allowed");
    await run(() => deeds.postpone(postponed));
    await becomes(postponed.plaintext, "key_not_yet_valid");
  });

  test("rotating with an overlap: both secrets work and the old one says when it ends", async () => {
    const key = await known();
    const rotated = await run(() => rotateFor(ctx, key));
    expect(await call(rotated.secret)).toBe("admitted");
    const endsAt = ctx.now.getTime() + HOUR_MS;
    await expect
      .poll(() => keyOf(key.plaintext), { timeout: 1000, interval: 10 })
      .toMatchObject({ secretStatus: "retiring", retiresAt: endsAt, keyId: key.id });
    // By the clock of the call, to the millisecond, without anybody saying so.
    expect(await call(key.plaintext, endsAt - 1)).toBe("admitted");
    expect(await call(key.plaintext, endsAt)).toBe("key_retired");
    expect(await call(rotated.secret, endsAt)).toBe("admitted");
  });

  test("rotating without overlap, finishing, and ending a retiring secret by another rotation", async () => {
    const key = await known();
    const first = await run(() => rotateFor(ctx, key, { hours: 0 }));
    await becomes(key.plaintext, "key_retired");
    const second = await run(() => rotateFor(ctx, key));
    expect(await call(first.secret)).toBe("admitted");
    await run(() => deeds.finish(key));
    await becomes(first.secret, "key_retired");
    const third = await run(() => rotateFor(ctx, key));
    await run(() => rotateFor(ctx, key, { endRetiringNow: true }));
    await becomes(second.secret, "key_retired");
    await becomes(third.secret, "admitted");
  });

  test("extending a rotation", async () => {
    const key = await known();
    await run(() => rotateFor(ctx, key));
    const hours = 2 * HOUR_MS;
    await becomes(key.plaintext, "admitted");
    await run(() => extendTo(ctx, key, 3));
    await expect
      .poll(() => call(key.plaintext, ctx.now.getTime() + hours), { timeout: 1000, interval: 10 })
      .toBe("admitted");
  });

  test("cancelling a rotation", async () => {
    const key = await known();
    const rotated = await run(() => rotateFor(ctx, key));
    await run(() => deeds.cancel(key));
    await becomes(rotated.secret, "key_retired");
    expect(await keyOf(key.plaintext)).toMatchObject({ secretStatus: "current", retiresAt: null });
  });

  test("a first use that moves the old secret's end", async () => {
    const key = await known();
    const rotated = await run(() => rotateFor(ctx, key, { hours: 0, startAtFirstUse: true }));
    expect(await call(rotated.secret)).toBe("admitted");
    await noteUse(key, rotated.secretId, new Date());
    await run(() => settleRotations(new Date()));
    await becomes(key.plaintext, "key_retired");
    await becomes(rotated.secret, "admitted");
  });

  test("creating", async () => {
    const input = CreateKeyInput.parse({
      name: "New",
      products: [{ productId: product.id }],
      billingType: "paying",
    });
    const { secret } = await run(() => createKey(ctx, input));
    await becomes(secret, "admitted");
  });
});

test("a rotation begins no limit anew: the calls of both secrets are counted together", async () => {
  const key = await makeKey({ org, products: [slow] });
  const { secret } = await rotateFor(ctx, key);
  const arrivedAt = clock + 10_000;
  const outcomes = [];
  for (const one of [key.plaintext, secret, key.plaintext, secret, key.plaintext]) {
    const given = callOf({ target: "/slow/1", headers: ["X-API-Key", one], arrivedAt });
    const verdict = await checkCall(given, edge.deps, Date.now());
    outcomes.push(verdict.kind === "refused" ? verdict.code : verdict.kind);
  }
  expect(outcomes).toEqual(["admitted", "admitted", "admitted", "qps_exceeded", "qps_exceeded"]);
});

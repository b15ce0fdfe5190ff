import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { db } from "@/lib/db/client";
import { isDomainError } from "@/lib/errors/domain-error";
import type { OrgContext } from "@/lib/orgs/context";
import { NOW } from "@/test/clock";
import { adminCtx, ownerCtx } from "@/test/contexts";
import { makeKey, makeOrg, type TestKey, type TestOrg } from "@/test/factories";
import { CAP_HOURS, expectOneLive, KEY_DEEDS } from "@/test/key-deeds";
import { extendTo, hoursLater, noteUse, rotateFor } from "@/test/rotations";
import { auditOf, changesOf } from "@/test/traces";
import { copySecret } from "./copy-secret";
import { deleteKey } from "./delete";
import { RenameKeyInput } from "./life-schemas";
import { purgeDeletedKeys } from "./purge";
import { renameKey } from "./rename";
import { restoreKey } from "./restore";
import { DeleteKeyInput } from "./schemas";
import { settleRotations } from "./settle-rotations";

// They wait for locks by design, and share the machine with every other test.
vi.setConfig({ testTimeout: 120_000 });

type Deed = (ctx: OrgContext, key: TestKey) => Promise<unknown>;

/** What two people, a job and a client can do to one key at the same time. */
const DEEDS = {
  rotate: (ctx, key) => rotateFor(ctx, key, { hours: CAP_HOURS }),
  rotateNow: (ctx, key) => rotateFor(ctx, key, { hours: 0, endRetiringNow: true }),
  rotateOver: (ctx, key) => rotateFor(ctx, key, { hours: 3, endRetiringNow: true }),
  rotateFromFirstUse: (ctx, key) => rotateFor(ctx, key, { hours: 1, startAtFirstUse: true }),
  extend: (ctx, key) => extendTo(ctx, key, CAP_HOURS),
  ...KEY_DEEDS,
  settle: (ctx) => settleRotations(ctx.now),
  use: async (ctx, key) => {
    const live = await db.secret.findFirst({
      where: { keyId: key.id, status: { in: ["current", "awaiting"] } },
      select: { id: true },
    });
    if (live) await noteUse(key, live.id, ctx.now).catch(() => undefined);
  },
} satisfies Record<string, Deed>;
type DeedName = keyof typeof DEEDS;
const NAMES = Object.keys(DEEDS) as DeedName[];

/** Nobody's deeds; every other one that succeeds leaves exactly one row. */
const CLOCKWORK: ReadonlySet<DeedName> = new Set(["settle", "use"]);

/** Runs all of them at once; what was refused must have been refused for a reason a person can read. */
async function atOnce(deeds: readonly DeedName[], people: readonly OrgContext[], key: TestKey) {
  const results = await Promise.allSettled(
    deeds.map((name, index) => DEEDS[name](people[index % people.length] ?? fail(), key)),
  );
  const done: DeedName[] = [];
  results.forEach((result, index) => {
    const name = deeds[index] ?? fail();
    if (result.status === "fulfilled") done.push(name);
    else if (!isDomainError(result.reason)) throw result.reason;
  });
  return done;
}

function fail(): never {
  throw new Error("No such thing.");
}

async function twoAdmins(org: TestOrg): Promise<OrgContext[]> {
  return [await ownerCtx(org), await adminCtx(org)];
}

test("of many rotations at once one wins; its secret is the one that is there", async () => {
  for (let round = 0; round < 10; round += 1) {
    const org = await makeOrg();
    const people = await twoAdmins(org);
    const key = await makeKey({ org });
    const results = await Promise.allSettled(
      Array.from({ length: 4 }, (_, index) => rotateFor(people[index % 2] ?? fail(), key, { hours: 1 })),
    );
    const won = results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
    expect(won).toHaveLength(1);
    for (const result of results)
      if (result.status === "rejected") expect(result.reason).toMatchObject({ code: "rotation_in_progress" });
    expect(await copySecret(people[0] ?? fail(), { keyId: key.id })).toEqual({ secret: won[0]?.secret });
    expect(await auditOf(key.id)).toHaveLength(2);
    await expectOneLive(key);
  }
});

test("rotating while deleting: deleted in the end, and rotated before or not at all", async () => {
  for (let round = 0; round < 10; round += 1) {
    const org = await makeOrg();
    const people = await twoAdmins(org);
    const key = await makeKey({ org });
    const deeds: DeedName[] = round % 2 === 0 ? ["rotate", "delete"] : ["delete", "rotate"];
    const done = await atOnce(deeds, people, key);
    expect(done).toContain("delete");
    const actions = (await auditOf(key.id)).map(({ action }) => action);
    expect(actions).toEqual(done.includes("rotate") ? ["key.rotated", "key.deleted"] : ["key.deleted"]);
    const { deletedAt, version } = await db.key.findUniqueOrThrow({
      where: { id: key.id },
      select: { deletedAt: true, version: true },
    });
    expect(deletedAt).toEqual(NOW);
    expect(version).toBe(1 + actions.length);
    await expectOneLive(key);
  }
});

test("two people who saw the same version: one change, one who is told to look again", async () => {
  for (let round = 0; round < 10; round += 1) {
    const org = await makeOrg();
    const people = await twoAdmins(org);
    const key = await makeKey({ org });
    const rename = (ctx: OrgContext, name: string) =>
      renameKey(ctx, RenameKeyInput.parse({ keyId: key.id, version: 1, name }));
    const results = await Promise.allSettled(people.map((ctx, index) => rename(ctx, `Name ${index}`)));
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const result of results)
      if (result.status === "rejected") expect(result.reason).toMatchObject({ code: "version_mismatch" });
    expect(await changesOf(key.id)).toBe(1);
  }
});

test("whatever several people, jobs and clients do at once, for days: the invariants hold and every deed has its row", async () => {
  const hour = fc.constantFrom(0, 0.5, 1, 3, 24, 47, 48);
  const rounds = fc.array(
    fc.record({
      later: hour,
      deeds: fc.array(fc.constantFrom(...NAMES), { minLength: 2, maxLength: 5 }),
    }),
    { minLength: 1, maxLength: 6 },
  );
  await fc.assert(
    fc.asyncProperty(rounds, async (story) => {
      const org = await makeOrg();
      const key = await makeKey({ org });
      let people = await twoAdmins(org);
      let byPeople = 0;
      for (const { later, deeds } of story) {
        people = people.map((ctx) => hoursLater(ctx, later));
        const done = await atOnce(deeds, people, key);
        byPeople += done.filter((name) => !CLOCKWORK.has(name)).length;
        await expectOneLive(key);
      }
      const rows = await auditOf(key.id);
      expect(rows.filter(({ actorId }) => actorId !== "rotation")).toHaveLength(byPeople);
    }),
    { numRuns: 25, endOnFailure: true },
  );
});

test("restoring a key while its purge runs: it is whole or gone", async () => {
  for (let round = 0; round < 10; round += 1) {
    const org = await makeOrg();
    const ctx = await ownerCtx(org);
    const key = await makeKey({ org });
    await deleteKey(ctx, DeleteKeyInput.parse({ keyId: key.id }));
    const end = hoursLater(ctx, 30 * 24);
    const [restored] = await Promise.allSettled([
      restoreKey(hoursLater(ctx, 30 * 24 - 0.0001), { keyId: key.id }),
      purgeDeletedKeys(end.now),
    ]);
    const left = await db.key.findUnique({
      where: { id: key.id },
      select: { deletedAt: true, secrets: { select: { id: true } } },
    });
    if (restored.status === "fulfilled") expect(left).toMatchObject({ deletedAt: null, secrets: [{}] });
    else expect(left).toBeNull();
  }
});

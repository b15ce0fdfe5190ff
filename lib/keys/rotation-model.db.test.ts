import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { verifyChain } from "@/lib/audit/verify";
import { db } from "@/lib/db/client";
import { pool } from "@/lib/db/pool";
import { isDomainError } from "@/lib/errors/domain-error";
import type { OrgContext } from "@/lib/orgs/context";
import { NOW } from "@/test/clock";
import { adminCtx, developerCtx, memberCtx, ownerCtx, viewerCtx } from "@/test/contexts";
import { makeKey, makeMember, makeOrg, type TestKey } from "@/test/factories";
import { CAP_HOURS, expectOneLive, KEY_DEEDS } from "@/test/key-deeds";
import { type RotationDeed, RotationModel } from "@/test/rotation-model";
import { extendTo, rotateFor } from "@/test/rotations";
import { auditOf } from "@/test/traces";
import { settleRotations } from "./settle-rotations";

// They share the machine with every other test.
vi.setConfig({ testTimeout: 1_800_000 });

const HOUR_MS = 3_600_000;
/** A soak asks for more than every run of the tests does. */
const STORIES = Number(process.env.ROTATION_STORIES ?? 20);
const RACES = Number(process.env.ROTATION_RACES ?? 20);

const ACTORS = ["owner", "admin", "maker", "otherDeveloper", "viewer", "stranger"] as const;
type ActorName = (typeof ACTORS)[number];

const hours = fc.constantFrom(0, 1, 3, 24, 48, 49);
const deed: fc.Arbitrary<RotationDeed> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("rotate" as const),
      hours,
      fromFirstUse: fc.boolean(),
      endsRetiring: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("extend" as const), hours }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        "finish",
        "cancel",
        "disable",
        "enable",
        "rename",
        "delete",
        "restore",
        "restore",
      ),
    }),
  },
);
const step = fc.record({
  laterMs: fc.constantFrom(0, 1000, HOUR_MS / 2, HOUR_MS, 3 * HOUR_MS, 24 * HOUR_MS, 48 * HOUR_MS - 31_000),
  actor: fc.constantFrom<ActorName>("owner", "admin", "maker", "maker", ...ACTORS),
  deed,
  /** A client uses the new secret first; a job comes by. */
  isUsed: fc.boolean(),
  isSettled: fc.boolean(),
});

function run(ctx: OrgContext, key: TestKey, what: RotationDeed): Promise<unknown> {
  switch (what.kind) {
    case "rotate": {
      const { hours: overlap, fromFirstUse, endsRetiring } = what;
      return rotateFor(ctx, key, {
        hours: overlap,
        startAtFirstUse: fromFirstUse,
        endRetiringNow: endsRetiring,
      });
    }
    case "extend":
      return extendTo(ctx, key, what.hours);
    default:
      return KEY_DEEDS[what.kind](ctx, key);
  }
}

async function outcome(attempt: Promise<unknown>): Promise<string> {
  try {
    await attempt;
    return "ok";
  } catch (error) {
    if (isDomainError(error)) return error.code;
    throw error;
  }
}

async function scene() {
  const org = await makeOrg();
  const maker = await makeMember(org, "developer");
  const people: Record<ActorName, OrgContext> = {
    owner: await ownerCtx(org),
    admin: await adminCtx(org),
    maker: await memberCtx(org, "developer", maker),
    otherDeveloper: await developerCtx(org),
    viewer: await viewerCtx(org),
    stranger: await ownerCtx(await makeOrg()),
  };
  const key = await makeKey({ org, createdBy: maker });
  await pool().query(
    `INSERT INTO usage_minute (minute, org_id, key_id, secret_id, product_id, class_id, status, code, requests, bytes_in, bytes_out)
     VALUES ($1, $2, $3, $4, 'prd_1', '', 200, '', 7, 0, 0)`,
    [NOW, org.id, key.id, key.secretId],
  );
  await db.limit.create({
    data: {
      id: `lim_${key.id}`,
      orgId: org.id,
      keyId: key.id,
      kind: "month",
      value: 5n,
      source: "contract",
      from: NOW,
      createdById: "system",
    },
  });
  return { org, people, key };
}

/** What belongs to the key and not to a secret: no rotation may touch it. */
async function ofTheKey({ id }: TestKey) {
  const { rows } = await pool().query("SELECT * FROM usage_minute WHERE key_id = $1", [id]);
  const key = await db.key.findUniqueOrThrow({
    where: { id },
    select: { id: true, access: true, restrictions: true, allowQueryKey: true, limits: true },
  });
  return { counted: rows, key };
}

async function noteFirstUse(key: TestKey, at: Date): Promise<void> {
  await pool().query(
    `INSERT INTO secret_last_used (secret_id, key_id, org_id, first_at, at, ip)
     SELECT id, key_id, org_id, $2, $2, '192.0.2.1' FROM secret WHERE key_id = $1 AND status IN ('current', 'awaiting')
     ON CONFLICT (secret_id) DO NOTHING`,
    [key.id, at],
  );
}

/** What somebody is told who may not do it, before anything else is looked at; `null` for who may. */
function refusalOf(actor: ActorName, what: RotationDeed, model: RotationModel): string | null {
  if (actor === "stranger") return "not_found";
  if (actor === "viewer") return "forbidden";
  if (actor !== "otherDeveloper") return null;
  const isThere = what.kind === "restore" ? model.isDeleted : !model.isDeleted;
  return isThere ? "forbidden" : "not_found";
}

test("whatever several actors do one after the other: each answer and each state is the model's, counters stay, every deed has its row", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 25 }), async (story) => {
      const { org, people, key } = await scene();
      const before = await ofTheKey(key);
      const model = new RotationModel(CAP_HOURS);
      let now = NOW.getTime();
      let done = 0;
      for (const { laterMs, actor, deed: what, isUsed, isSettled } of story) {
        now += laterMs;
        const at = new Date(now);
        if (isUsed) {
          model.use(now);
          await noteFirstUse(key, at);
        }
        if (isSettled) await settleRotations(at);
        const expected = refusalOf(actor, what, model) ?? model.do(what, now);
        const answer = await outcome(run({ ...people[actor], now: at }, key, what));
        expect(answer, `${actor} ${JSON.stringify(what)}`).toBe(expected);
        if (answer === "ok") done += 1;

        await settleRotations(at);
        model.settle(now);
        const { live, retiring } = await expectOneLive(key);
        expect(live?.status).toBe(model.isAwaiting ? "awaiting" : "current");
        expect(retiring?.retiresAt?.getTime()).toBe(model.old?.endsAt);
      }
      expect(await ofTheKey(key)).toEqual(before);
      const rows = await auditOf(key.id);
      expect(rows.filter(({ actorId }) => actorId !== "rotation")).toHaveLength(done);
      expect(await verifyChain(org.id)).toMatchObject({ ok: true });
    }),
    { numRuns: STORIES, seed: 20260302, endOnFailure: true },
  );
});

test("rotations, edits and deletions of one key at the same moment never leave two secrets to hand out", async () => {
  const rotate = (endsRetiring: boolean): RotationDeed => ({
    kind: "rotate",
    hours: 1,
    fromFirstUse: false,
    endsRetiring,
  });
  const deeds = fc.shuffledSubarray<RotationDeed>(
    [
      rotate(false),
      rotate(true),
      rotate(true),
      { kind: "rename" },
      { kind: "rename" },
      { kind: "delete" },
      { kind: "restore" },
      { kind: "finish" },
    ],
    { minLength: 3 },
  );
  await fc.assert(
    fc.asyncProperty(deeds, fc.infiniteStream(fc.integer({ min: 0, max: 12 })), async (together, pauses) => {
      const { org, people, key } = await scene();
      const actors = [people.owner, people.admin, people.maker] as const;
      const answers = await Promise.all(
        together.map(async (what, index) => {
          await new Promise((resolve) => setTimeout(resolve, pauses.next().value));
          return outcome(run(actors[index % 3] ?? people.owner, key, what));
        }),
      );
      await expectOneLive(key);
      const done = answers.filter((answer) => answer === "ok").length;
      expect(await auditOf(key.id)).toHaveLength(done);
      expect(await verifyChain(org.id)).toMatchObject({ ok: true });
    }),
    { numRuns: RACES, seed: 20260302, endOnFailure: true },
  );
});

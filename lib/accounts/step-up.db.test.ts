import { describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { copySecret } from "@/lib/keys/copy-secret";
import { deleteKey } from "@/lib/keys/delete";
import { rotateKey } from "@/lib/keys/rotate";
import type { OrgContext, UserContext } from "@/lib/orgs/context";
import { findOrgContext } from "@/lib/orgs/find-context";
import { memberCtx } from "@/test/contexts";
import { makeKey, makeMember, makeOrg, type TestKey } from "@/test/factories";
import { auditOf, outcomeOf, PASSWORD, requestAt, signedIn, WRONG_PASSWORD } from "@/test/people";
import { proveAgain } from "./prove-again";
import { requireStepUp, STEP_UP_MINUTES } from "./step-up";

const at = <Ctx extends UserContext | OrgContext>(ctx: Ctx, seconds: number): Ctx => ({
  ...ctx,
  now: requestAt(seconds).now,
});

/** An owner in the browser, of an organization that asks for a proof before the three actions. */
async function guarded(): Promise<{ user: UserContext; ctx: OrgContext; key: TestKey }> {
  const { ctx: user, person } = await signedIn();
  const org = await makeOrg();
  await db.org.update({ where: { id: org.id }, data: { requireStepUp: true } });
  await makeMember(org, "owner", person);
  const ctx = await findOrgContext(user, org.slug);
  if (ctx === null) throw new Error("The owner is no member.");
  return { user, ctx, key: await makeKey({ org, createdBy: person }) };
}

describe("where an organization asks for a proof", () => {
  test("copying, rotating and deleting are refused without one, and change nothing", async () => {
    const { ctx, key } = await guarded();
    const rotation = {
      keyId: key.id,
      version: 1,
      overlapSeconds: 3600,
      startAtFirstUse: false,
      endRetiringNow: false,
      reason: "",
    };
    expect(await outcomeOf(copySecret(ctx, { keyId: key.id }))).toBe("step_up_required");
    expect(await outcomeOf(rotateKey(ctx, rotation))).toBe("step_up_required");
    expect(await outcomeOf(deleteKey(ctx, { keyId: key.id, reason: "" }))).toBe("step_up_required");
    expect(await auditOf(key.id)).toEqual([]);
    const row = await db.key.findUniqueOrThrow({ where: { id: key.id }, include: { secrets: true } });
    expect(row).toMatchObject({ deletedAt: null, version: 1 });
    expect(row.secrets).toHaveLength(1);
  });

  test("the password opens them for five minutes, in this session only", async () => {
    const { user, ctx, key } = await guarded();
    await proveAgain(user, { proof: PASSWORD });
    expect(await copySecret(ctx, { keyId: key.id })).toEqual({ secret: key.plaintext });
    const lastMoment = STEP_UP_MINUTES * 60 - 1;
    expect(await outcomeOf(requireStepUp(at(ctx, lastMoment)))).toBe("ok");
    expect(await outcomeOf(requireStepUp(at(ctx, lastMoment + 1)))).toBe("step_up_required");

    const { ctx: elsewhere } = await signedIn({ ...user.actor });
    const other = { ...ctx, sessionId: elsewhere.sessionId };
    expect(await outcomeOf(requireStepUp(other))).toBe("step_up_required");
  });

  test("a session that is somebody else's, over, or none proves nothing", async () => {
    const { user, ctx } = await guarded();
    const stranger = await signedIn();
    await proveAgain(stranger.ctx, { proof: PASSWORD });
    const borrowed = { ...ctx, sessionId: stranger.ctx.sessionId };
    expect(await outcomeOf(requireStepUp(borrowed))).toBe("step_up_required");
    const { sessionId: _, ...without } = ctx;
    expect(await outcomeOf(requireStepUp(without))).toBe("step_up_required");

    await proveAgain(user, { proof: PASSWORD });
    await db.session.update({ where: { id: user.sessionId }, data: { endedAt: user.now } });
    expect(await outcomeOf(requireStepUp(ctx))).toBe("step_up_required");
    expect(await outcomeOf(proveAgain(user, { proof: PASSWORD }))).toBe("not_signed_in");
  });

  test("a program is not asked: its token is the proof", async () => {
    const { ctx } = await guarded();
    const program: OrgContext = {
      ...ctx,
      actor: { type: "token", id: "mtk_x", name: "CI", createdById: ctx.actor.id, permissions: [] },
    };
    expect(await outcomeOf(requireStepUp(program))).toBe("ok");
  });
});

test("where no organization asks, nobody has to prove anything", async () => {
  expect(await outcomeOf(requireStepUp(await memberCtx(await makeOrg(), "owner")))).toBe("ok");
});

test("whoever holds a stolen session cannot guess the password on: wrong proofs have to wait", async () => {
  const { ctx } = await signedIn();
  for (let attempt = 0; attempt < 5; attempt += 1)
    expect(await outcomeOf(proveAgain(ctx, { proof: WRONG_PASSWORD }))).toBe("invalid_input");
  expect(await outcomeOf(proveAgain(ctx, { proof: PASSWORD }))).toBe("too_many_attempts");
  expect(await outcomeOf(proveAgain(at(ctx, 31), { proof: PASSWORD }))).toBe("ok");
});

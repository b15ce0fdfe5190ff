import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { whileAuditFails } from "@/test/audit-fails";
import { staffCtx } from "@/test/contexts";
import { makeKey, makeOrg } from "@/test/factories";
import { outcomeOf } from "@/test/people";
import { auditOf } from "@/test/traces";
import { clearFlag } from "./clear";
import { hasOpenFlag } from "./has-open";
import { listFlags } from "./list";
import { raiseFlag } from "./raise";
import { RaiseFlagInput } from "./schemas";

const flag = (orgId: string, keyId: string | null = null) =>
  RaiseFlagInput.parse({ orgId, keyId, reason: "Tiles of the whole world in an hour." });

test("a suspicion about an organization touches all its keys, one about a key that key alone, until it is cleared once", async () => {
  const [org, ctx] = [await makeOrg(), await staffCtx()];
  const [one, two] = [await makeKey({ org }), await makeKey({ org })];
  const open = () =>
    Promise.all([one, two].map(({ id: keyId }) => hasOpenFlag(db, { orgId: org.id, keyId })));
  const { id: onKey } = await raiseFlag(ctx, flag(org.id, one.id));
  expect(await open()).toEqual([true, false]);
  const { id: onOrg } = await raiseFlag(ctx, flag(org.id));
  expect(await open()).toEqual([true, true]);
  await clearFlag(ctx, { flagId: onOrg, reason: "A load test." });
  expect(await open()).toEqual([true, false]);
  expect(await outcomeOf(clearFlag(ctx, { flagId: onOrg, reason: "" }))).toBe("not_found");
  await clearFlag(ctx, { flagId: onKey, reason: "" });
  expect(await open()).toEqual([false, false]);
  expect((await listFlags(ctx, org.id)).map(({ cleared }) => cleared?.by)).toEqual([
    ctx.actor.name,
    ctx.actor.name,
  ]);
});

test("a suspicion is in the provider's audit log and not in the customer's", async () => {
  const [org, ctx] = [await makeOrg(), await staffCtx()];
  const { id: flagId } = await raiseFlag(ctx, flag(org.id));
  await clearFlag(ctx, { flagId, reason: "" });
  expect((await auditOf(org.id)).map(({ chain, action }) => [chain, action])).toEqual([
    ["provider", "abuse_flag.raised"],
    ["provider", "abuse_flag.cleared"],
  ]);
});

test("another organization's key, support, and an audit that cannot be written leave no flag", async () => {
  const [org, ctx] = [await makeOrg(), await staffCtx()];
  const foreign = await makeKey({ org: await makeOrg() });
  expect(await outcomeOf(raiseFlag(ctx, flag(org.id, foreign.id)))).toBe("not_found");
  expect(await outcomeOf(raiseFlag(await staffCtx("support"), flag(org.id)))).toBe("forbidden");
  await expect(whileAuditFails(() => raiseFlag(ctx, flag(org.id)))).rejects.toThrow();
  expect(await listFlags(ctx, org.id)).toEqual([]);
});

import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { isDomainError } from "@/lib/errors/domain-error";
import { getKey } from "@/lib/keys/get";
import type { StaffContext, UserContext } from "@/lib/orgs/context";
import { findOrgContext } from "@/lib/orgs/find-context";
import { newId } from "@/lib/std/id";
import { whileAuditFails } from "@/test/audit-fails";
import { staffCtx } from "@/test/contexts";
import { makeKey, makeMember, makeOrg, type TestOrg } from "@/test/factories";
import { auditOf } from "@/test/traces";
import { VIEW_MINUTES } from "./schemas";
import { endStaffView, startStaffView } from "./staff-view";

const TICKET = "SUP-1042";
const MINUTE_MS = 60_000;

type Looking = StaffContext & UserContext;

async function session(role: "support" | "operator" = "support", of?: StaffContext): Promise<Looking> {
  const ctx = of ?? (await staffCtx(role));
  const id = newId("session");
  const expiresAt = new Date(ctx.now.getTime() + 86_400_000);
  await db.session.create({
    data: { id, userId: ctx.actor.id, expiresAt, ip: "", userAgent: "" },
    select: { id: true },
  });
  return { ...ctx, sessionId: id };
}

let org: TestOrg;
let staff: Looking;
beforeEach(async () => {
  [org, staff] = [await makeOrg(), await session()];
});

const start = (ctx: StaffContext = staff, of = org) => startStaffView(ctx, { orgId: of.id, ticket: TICKET });
const at = (ctx: Looking, minutes: number): Looking => ({
  ...ctx,
  now: new Date(ctx.now.getTime() + minutes * MINUTE_MS),
});

describe("staff who view a customer's dashboard", () => {
  test("are viewers there, and the context says for which ticket and until when", async () => {
    expect(await findOrgContext(staff, org.slug)).toBeNull();
    const { orgSlug, expiresAt } = await start();
    expect(orgSlug).toBe(org.slug);
    const ctx = await findOrgContext(staff, org.slug);
    expect(ctx).toMatchObject({
      role: "viewer",
      org: { id: org.id },
      staffView: { ticket: TICKET, expiresAt },
    });
    const key = await makeKey({ org });
    if (ctx === null) throw new Error("No context.");
    expect(await getKey(ctx, { keyId: key.id })).toMatchObject({
      canCopy: false,
      canEdit: false,
      canRotate: false,
    });
  });

  test("until the time is over, in this session, in this organization", async () => {
    await start();
    const other = await makeOrg();
    expect(await findOrgContext(at(staff, VIEW_MINUTES - 1), org.slug)).not.toBeNull();
    expect(await findOrgContext(at(staff, VIEW_MINUTES), org.slug)).toBeNull();
    expect(await findOrgContext(await session("support", staff), org.slug)).toBeNull();
    expect(await findOrgContext(staff, other.slug)).toBeNull();
  });

  test("no longer once they stop, look at another customer, are no staff or have no second factor", async () => {
    await start();
    await endStaffView(staff);
    expect(await findOrgContext(staff, org.slug)).toBeNull();

    const other = await makeOrg();
    await start();
    await start(staff, other);
    expect(await findOrgContext(staff, org.slug)).toBeNull();
    expect(await findOrgContext(staff, other.slug)).not.toBeNull();

    const person = { where: { id: staff.actor.id }, select: { id: true } } as const;
    await db.secondFactor.updateMany({ where: { userId: staff.actor.id }, data: { confirmedAt: null } });
    expect(await findOrgContext(staff, other.slug)).toBeNull();
    await db.secondFactor.updateMany({ where: { userId: staff.actor.id }, data: { confirmedAt: staff.now } });
    expect(await findOrgContext(staff, other.slug)).not.toBeNull();
    await db.user.update({ ...person, data: { staffRole: null } });
    expect(await findOrgContext(staff, other.slug)).toBeNull();
  });

  test("leave its beginning and its end in the customer's own log", async () => {
    await start();
    await endStaffView(staff);
    await endStaffView(staff);
    expect((await auditOf(org.id)).map(({ chain, action, reason }) => [chain, action, reason])).toEqual([
      [org.id, "org.view_started", `Ticket ${TICKET}`],
      [org.id, "org.view_ended", `Ticket ${TICKET}`],
    ]);
  });

  test("see nothing when its beginning cannot be written down", async () => {
    await expect(whileAuditFails(() => start())).rejects.toThrow();
    expect(await findOrgContext(staff, org.slug)).toBeNull();
  });

  test("do not start for an unknown customer, or for one they are a member of", async () => {
    await expect(start(staff, { ...org, id: newId("org") })).rejects.toMatchObject({ code: "not_found" });
    await makeMember(org, "viewer", staff.actor);
    await expect(start()).rejects.toSatisfy((error) => isDomainError(error) && error.code === "conflict");
  });
});

import { describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { listMembers } from "@/lib/members/list";
import { NOW } from "@/test/clock";
import { requestCtx, viewerCtx } from "@/test/contexts";
import { makeMember, makeOrg, makeUser } from "@/test/factories";
import { auditOf, breakAudit, outcomeOf } from "@/test/people";
import type { UserContext } from "./context";
import { createOrg, OWNED_ORGS_MAX } from "./create";
import { listMyOrgs } from "./list-mine";
import { CreateOrgInput, slugFrom } from "./schemas";

async function somebody(): Promise<UserContext> {
  return {
    ...requestCtx(),
    actor: { type: "user", ...(await makeUser()) },
    sessionId: "ses_0000000000000000000000",
  };
}

describe("a new organization", () => {
  test("is self-serve, owned by whoever made it, audited in its own chain, and told to every edge", async () => {
    const ctx = await somebody();
    const { id, slug } = await createOrg(ctx, { name: "Analytical Engines", slug: "engines" });
    expect(await listMyOrgs(ctx)).toEqual([
      { slug, name: "Analytical Engines", type: "self_serve", role: "owner" },
    ]);
    expect(await auditOf(id)).toEqual(["org.created"]);
    expect(await db.auditEntry.findFirstOrThrow({ where: { targetId: id } })).toMatchObject({
      chain: id,
      actorId: ctx.actor.id,
    });
    expect(await db.changeLog.count({ where: { kind: "org", subject: id } })).toBe(1);
  });

  test("with a taken address is refused at the field, also when both ask at once", async () => {
    const [one, two] = [await somebody(), await somebody()];
    const outcomes = await Promise.all(
      [one, two].map((ctx) => outcomeOf(createOrg(ctx, { name: "Twins", slug: "twins" }))),
    );
    expect(outcomes.sort()).toEqual(["invalid_input", "ok"]);
    await expect(createOrg(one, { name: "Third", slug: "twins" })).rejects.toMatchObject({
      fields: { slug: [expect.any(String)] },
    });
  });

  test("is the last of ten, even when many are asked for at once", async () => {
    const ctx = await somebody();
    const outcomes = await Promise.all(
      Array.from({ length: OWNED_ORGS_MAX + 2 }, (_, n) =>
        outcomeOf(createOrg(ctx, { name: `Org ${n}`, slug: `many-${n}` })),
      ),
    );
    expect(outcomes.filter((outcome) => outcome === "ok")).toHaveLength(OWNED_ORGS_MAX);
    expect(outcomes.filter((outcome) => outcome === "limit_reached")).toHaveLength(2);
  });

  test("is not made when the audit cannot be written", async () => {
    const ctx = await somebody();
    const repair = await breakAudit();
    await expect(createOrg(ctx, { name: "Unaudited", slug: "unaudited" })).rejects.toThrow();
    await repair();
    expect(await db.org.count({ where: { slug: "unaudited" } })).toBe(0);
  });
});

describe("the address of an organization", () => {
  test.each([
    ["Café Müller & Söhne", "cafe-muller-sohne"],
    ["  --Acme--  ", "acme"],
    ["北京地图", ""],
    [`${"a".repeat(39)} b`, "a".repeat(39)],
  ])("made from %s is %s", (name, slug) => expect(slugFrom(name)).toBe(slug));

  test.each(["Acme", "ac", "a--b", "-acme", "acme-", "a_b", "a/b", "a".repeat(41), "ácme"])(
    "cannot be %s",
    (slug) => {
      expect(CreateOrgInput.safeParse({ name: "Acme", slug }).success).toBe(false);
    },
  );
});

describe("the members of an organization", () => {
  test("are listed strongest role first, and nobody of another one", async () => {
    const org = await makeOrg();
    const ctx = await viewerCtx(org);
    for (const role of ["developer", "owner", "admin"] as const) await makeMember(org, role);
    const disabled = await makeMember(org, "viewer");
    await db.user.update({ where: { id: disabled.id }, data: { disabledAt: NOW } });
    await makeMember(await makeOrg(), "owner");
    const members = await listMembers(ctx);
    expect(members.map((member) => member.role)).toEqual(["owner", "admin", "developer", "viewer", "viewer"]);
    expect(members.find((member) => member.isMe)?.userId).toBe(ctx.actor.id);
    expect(members.find((member) => member.isDisabled)?.userId).toBe(disabled.id);
  });
});

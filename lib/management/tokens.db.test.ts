import { describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/std/id";
import { whileAuditFails } from "@/test/audit-fails";
import { NOW } from "@/test/clock";
import { adminCtx, developerCtx, memberCtx, ownerCtx, requestCtx, viewerCtx } from "@/test/contexts";
import { makeOrg } from "@/test/factories";
import { outcomeOf } from "@/test/people";
import { authenticate } from "./authenticate";
import { createToken } from "./create-token";
import { listTokens } from "./list-tokens";
import { revokeToken } from "./revoke-token";
import { CreateTokenInput, TOKENS_MAX } from "./schemas";
import { generateToken, tokenHash } from "./token-format";

const READER = CreateTokenInput.parse({ name: "CI", scopes: ["keys:read"] });
const bearer = (token: string) => `Bearer ${token}`;
const inDays = (days: number) => ({ ...requestCtx(), now: new Date(NOW.getTime() + days * 86_400_000) });

describe("making a management token", () => {
  test("gives it once, keeps only its hash, and audits name and scopes", async () => {
    const ctx = await adminCtx(await makeOrg());
    const { id, token } = await createToken(ctx, READER);
    const row = await db.managementToken.findUniqueOrThrow({ where: { id } });
    expect(JSON.stringify(row)).not.toContain(token.slice(8));
    expect(row).not.toHaveProperty("tokenHash");
    expect(JSON.stringify(await listTokens(ctx))).not.toContain(token.slice(8));
    const entry = await db.auditEntry.findFirstOrThrow({ where: { chain: ctx.org.id, targetId: id } });
    expect(entry).toMatchObject({
      action: "management_token.created",
      actorId: ctx.actor.id,
      after: { name: "CI", scopes: ["keys:read"], expiresAt: inDays(90).now.toISOString() },
    });
    expect(JSON.stringify({ ...entry, seq: 0 })).not.toContain(token.slice(8));
  });

  test("is for admins and owners", async () => {
    const org = await makeOrg();
    for (const ctx of [await viewerCtx(org), await developerCtx(org)]) {
      expect(await outcomeOf(createToken(ctx, READER))).toBe("forbidden");
      expect(await outcomeOf(listTokens(ctx))).toBe("forbidden");
    }
    expect(await db.managementToken.count({ where: { orgId: org.id } })).toBe(0);
    expect(await outcomeOf(createToken(await ownerCtx(org), READER))).toBe("ok");
  });

  test("asks for a fresh proof where the organization does before a rotation", async () => {
    const org = await makeOrg();
    await db.org.update({ where: { id: org.id }, data: { requireStepUp: true } });
    expect(await outcomeOf(createToken(await ownerCtx(org), READER))).toBe("step_up_required");
  });

  test("stops at the most an organization can have, however many are made at once", async () => {
    const ctx = await adminCtx(await makeOrg());
    await db.managementToken.createMany({
      data: Array.from({ length: TOKENS_MAX - 2 }, () => ({
        id: newId("managementToken"),
        orgId: ctx.org.id,
        name: "CI",
        tokenHash: tokenHash(generateToken()),
        head: "0000",
        scopes: ["keys:read"],
        createdById: ctx.actor.id,
      })),
    });
    const tries = await Promise.all(Array.from({ length: 5 }, () => outcomeOf(createToken(ctx, READER))));
    expect(tries.filter((outcome) => outcome === "ok")).toHaveLength(2);
    expect(await db.managementToken.count({ where: { orgId: ctx.org.id } })).toBe(TOKENS_MAX);
  });

  test("does not happen when the audit row cannot be written", async () => {
    const ctx = await adminCtx(await makeOrg());
    await whileAuditFails(() => expect(createToken(ctx, READER)).rejects.toThrow());
    expect(await db.managementToken.count({ where: { orgId: ctx.org.id } })).toBe(0);
  });
});

describe("a request with a management token", () => {
  test("is its organization's and its creator's, and notes its use", async () => {
    const ctx = await adminCtx(await makeOrg());
    const { id, token } = await createToken(ctx, READER);
    const asked = await authenticate(requestCtx(), bearer(token));
    expect(asked).toMatchObject({
      actor: { type: "token", id, name: "CI", createdById: ctx.actor.id, permissions: ["keys:read"] },
      role: "admin",
      org: { id: ctx.org.id },
    });
    expect(await listTokens(ctx)).toMatchObject([
      { id, status: "active", lastUsedAt: NOW.toISOString(), lastUsedIp: "192.0.2.7" },
    ]);
  });

  test("without one is told to send one; with anything that is none, that it does not work", async () => {
    for (const header of [null, "", "Basic a3c6", "Bearer", "kwm_x"]) {
      expect(await outcomeOf(authenticate(requestCtx(), header))).toBe("token_missing");
    }
    for (const text of ["x", generateToken(), generateToken().slice(0, -1)]) {
      expect(await outcomeOf(authenticate(requestCtx(), bearer(text)))).toBe("token_invalid");
    }
  });

  test("is refused from the moment of its revocation, its expiry, and its creator's leaving", async () => {
    const org = await makeOrg();
    const ctx = await adminCtx(org);
    const [revoked, expiring, orphaned] = [
      await createToken(ctx, READER),
      await createToken(ctx, { ...READER, lifetimeDays: 7 }),
      await createToken(ctx, { ...READER, lifetimeDays: null }),
    ];
    await revokeToken(ctx, { tokenId: revoked.id });
    expect(await outcomeOf(authenticate(requestCtx(), bearer(revoked.token)))).toBe("token_invalid");
    expect(await outcomeOf(authenticate(inDays(6.9), bearer(expiring.token)))).toBe("ok");
    expect(await outcomeOf(authenticate(inDays(7), bearer(expiring.token)))).toBe("token_invalid");
    expect(await outcomeOf(authenticate(inDays(700), bearer(orphaned.token)))).toBe("ok");
    await db.membership.delete({ where: { orgId_userId: { orgId: org.id, userId: ctx.actor.id } } });
    expect(await outcomeOf(authenticate(requestCtx(), bearer(orphaned.token)))).toBe("token_invalid");
  });

  test("holds the role that its creator has now", async () => {
    const org = await makeOrg();
    const ctx = await adminCtx(org);
    const { token } = await createToken(ctx, READER);
    const where = { orgId_userId: { orgId: org.id, userId: ctx.actor.id } };
    await db.membership.update({ where, data: { role: "viewer" } });
    expect(await authenticate(requestCtx(), bearer(token))).toMatchObject({ role: "viewer" });
  });
});

describe("revoking a management token", () => {
  test("happens once, and says so in the audit log", async () => {
    const ctx = await adminCtx(await makeOrg());
    const { id } = await createToken(ctx, READER);
    const tries = await Promise.all([1, 2, 3].map(() => outcomeOf(revokeToken(ctx, { tokenId: id }))));
    expect(tries.sort()).toEqual(["not_found", "not_found", "ok"]);
    expect(
      await db.auditEntry.count({ where: { chain: ctx.org.id, action: "management_token.revoked" } }),
    ).toBe(1);
  });

  test("of another organization's token answers not found and changes nothing", async () => {
    const ctx = await adminCtx(await makeOrg());
    const { id, token } = await createToken(ctx, READER);
    const stranger = await ownerCtx(await makeOrg());
    expect(await outcomeOf(revokeToken(stranger, { tokenId: id }))).toBe("not_found");
    expect(await outcomeOf(authenticate(requestCtx(), bearer(token)))).toBe("ok");
    const viewer = await memberCtx(ctx.org, "developer");
    expect(await outcomeOf(revokeToken(viewer, { tokenId: id }))).toBe("forbidden");
  });
});

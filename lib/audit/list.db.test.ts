import { describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { generateSecret } from "@/lib/edge/secret-format";
import { disableKey } from "@/lib/keys/disable";
import { DisableKeyInput } from "@/lib/keys/life-schemas";
import type { OrgContext } from "@/lib/orgs/context";
import { NOW } from "@/test/clock";
import { adminCtx, developerCtx, ownerCtx, viewerCtx } from "@/test/contexts";
import { makeKey, makeOrg } from "@/test/factories";
import { outcomeOf } from "@/test/people";
import { emitAudits } from "./emit";
import { type ExportFormat, exportAudit } from "./export";
import { listAudit } from "./list";
import { listAuditActors } from "./list-actors";
import { AUDIT_PAGE_SIZE, type AuditFilter, ListAuditInput } from "./schemas";

const list = (ctx: OrgContext, given: Partial<Record<keyof ListAuditInput, string>> = {}) =>
  listAudit(ctx, ListAuditInput.parse(given));

async function exported(ctx: OrgContext, format: ExportFormat, filter: AuditFilter = {}): Promise<string> {
  let text = "";
  for await (const part of await exportAudit(ctx, filter, format)) text += part;
  return text;
}

/** Entries `0` to `count - 1` of this actor, a second apart. */
async function entries(ctx: OrgContext, count: number, action = "key.edited") {
  for (let n = 0; n < count; n += 1) {
    const at = { ...ctx, now: new Date(NOW.getTime() + n * 1000) };
    await withTransaction((tx) => emitAudits(tx, at, [{ action, targetType: "key", targetId: `key_${n}` }]));
  }
}

describe("the audit page", () => {
  test("goes through the whole log by pages, forth and back, without a gap, also while it grows", async () => {
    const ctx = await ownerCtx(await makeOrg());
    const events = Array.from({ length: AUDIT_PAGE_SIZE * 2 + 7 }, (_, n) => ({
      action: "key.edited",
      targetType: "key",
      targetId: `key_${n}`,
    }));
    await withTransaction((tx) => emitAudits(tx, ctx, events));
    const first = await list(ctx);
    await entries(ctx, 3);
    const second = await list(ctx, { before: first.older ?? "" });
    const third = await list(ctx, { before: second.older ?? "" });
    const seqs = [first, second, third].flatMap(({ items }) => items.map(({ seq }) => Number(seq)));
    expect(seqs).toEqual(Array.from({ length: events.length }, (_, n) => events.length - n));
    expect([first.newer, third.older]).toEqual([null, null]);
    const back = await list(ctx, { after: third.newer ?? "" });
    expect(back.items).toEqual(second.items);
    expect((await list(ctx, { after: second.newer ?? "" })).items).toHaveLength(AUDIT_PAGE_SIZE);
  });

  test("filters by actor, action, a group of actions, target and time, alone and together", async () => {
    const org = await makeOrg();
    const [one, two] = [await ownerCtx(org), await adminCtx(org)];
    await entries(one, 3);
    await entries(two, 2, "member.invited");
    const count = async (given: Parameters<typeof list>[1]) => (await list(one, given)).items.length;
    const at = (seconds: number) => new Date(NOW.getTime() + seconds * 1000).toISOString();
    expect(await count({ actor: two.actor.id })).toBe(2);
    expect(await count({ action: "key.edited" })).toBe(3);
    expect(await count({ action: "key." })).toBe(3);
    expect(await count({ target: "key_1" })).toBe(2);
    expect(await count({ from: at(1), to: at(2) })).toBe(2);
    expect(await count({ from: at(1), action: "key.", actor: one.actor.id, target: "key_2" })).toBe(1);
    expect(await count({ actor: "usr_nobody" })).toBe(0);
  });

  test("names who acted and what it was done to, and shows nothing of another organization", async () => {
    const ctx = await ownerCtx(await makeOrg());
    const key = await makeKey({ org: ctx.org, name: "Tiles" });
    await disableKey(ctx, DisableKeyInput.parse({ keyId: key.id, reason: "Spring cleaning." }));
    const stranger = await ownerCtx(await makeOrg());
    await entries(stranger, 1);
    expect((await list(ctx)).items).toEqual([
      expect.objectContaining({
        action: "key.disabled",
        actor: { type: "user", id: ctx.actor.id, name: (ctx.actor as { name: string }).name },
        target: { type: "key", id: key.id, name: "Tiles", exists: true },
        reason: "Spring cleaning.",
      }),
    ]);
    expect((await list(stranger)).items).toHaveLength(1);
    expect((await listAuditActors(ctx)).map(({ id }) => id)).toEqual([ctx.actor.id]);
  });

  test("lists each actor once, however much they did, and the provider's staff without a name", async () => {
    const org = await makeOrg();
    const [one, two] = [await ownerCtx(org), await adminCtx(org)];
    await entries(one, 3);
    await entries(two, 3);
    await db.user.update({
      where: { id: two.actor.id },
      data: { staffRole: "support" },
      select: { id: true },
    });
    const actors = await listAuditActors(one);
    expect(actors).toHaveLength(2);
    expect(actors.find(({ id }) => id === two.actor.id)?.name).toBe("Provider staff");
  });

  test("is for admins and owners", async () => {
    const org = await makeOrg();
    for (const ctx of [await viewerCtx(org), await developerCtx(org)]) {
      expect(await outcomeOf(list(ctx))).toBe("forbidden");
      expect(await outcomeOf(listAuditActors(ctx))).toBe("forbidden");
      expect(await outcomeOf(exportAudit(ctx, {}, "csv"))).toBe("forbidden");
    }
    expect(await db.auditEntry.count({ where: { chain: org.id } })).toBe(0);
  });
});

describe("an export", () => {
  test("holds every entry once, oldest first, and ends with the entry that it leaves itself", async () => {
    const ctx = await ownerCtx(await makeOrg());
    const events = Array.from({ length: 1203 }, () => ({
      action: "key.edited",
      targetType: "key",
      targetId: "k",
    }));
    await withTransaction((tx) => emitAudits(tx, ctx, events));
    const rows = JSON.parse(await exported(ctx, "json")) as { seq: number; action: string; after: unknown }[];
    expect(rows.map(({ seq }) => seq)).toEqual(Array.from({ length: 1204 }, (_, n) => n + 1));
    expect(rows.at(-1)).toMatchObject({ action: "audit.exported", after: { format: "json", filter: {} } });
    expect((await exported(ctx, "csv")).trimEnd().split("\r\n")).toHaveLength(1 + 1205);
  });

  test("of nothing that matches is an empty file, not a broken one", async () => {
    const ctx = await ownerCtx(await makeOrg());
    expect(JSON.parse(await exported(ctx, "json", { target: "key_none" }))).toEqual([]);
    expect((await exported(ctx, "csv", { target: "key_none" })).split("\r\n")).toHaveLength(2);
  });

  test("carries neither a formula nor a secret", async () => {
    const ctx = { ...(await ownerCtx(await makeOrg())), userAgent: `=HYPERLINK("https://evil.example";"x")` };
    const secret = generateSecret();
    const reason = `+1 because of ${secret}`;
    await withTransaction((tx) =>
      emitAudits(tx, ctx, [
        { action: "key.edited", targetType: "key", targetId: "@SUM(1)", reason, after: { note: secret } },
      ]),
    );
    const csv = await exported(ctx, "csv");
    expect(csv).toContain(`"'=HYPERLINK(""https://evil.example"";""x"")"`);
    expect(csv).toContain("'@SUM(1)");
    expect(csv).not.toMatch(/(^|,|\n)"?[=+@-]/);
    for (const text of [csv, await exported(ctx, "json")]) expect(text).not.toContain(secret.slice(7, -4));
  });
});

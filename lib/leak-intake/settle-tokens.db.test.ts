import { createHash } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { createToken } from "@/lib/management/create-token";
import { revokeToken } from "@/lib/management/revoke-token";
import type { MemberContext } from "@/lib/orgs/context";
import { whileAuditFails } from "@/test/audit-fails";
import { NOW } from "@/test/clock";
import { adminCtx } from "@/test/contexts";
import { makeKey, makeMember, makeOrg, makeProduct } from "@/test/factories";
import { askWith } from "@/test/management";
import { auditOf } from "@/test/traces";
import { eventsOf, makeWebhook } from "@/test/webhooks";
import { pruneFindings } from "./prune";
import type { LeakPolicy } from "./schemas";
import { settleFindings } from "./settle";
import { takeIn } from "./take-in";

const digestOf = (text: string) => createHash("sha256").update(text).digest("hex");
const report = (text: string, url = "https://github.com/a/b/blob/main/.env") =>
  takeIn("github", [{ digest: digestOf(text), url, type: "commit" }], NOW);

beforeEach(async () => {
  await db.leakFinding.deleteMany();
});

async function scene(leakResponse: LeakPolicy) {
  const org = await makeOrg();
  await db.org.update({ where: { id: org.id }, data: { leakResponse }, select: { id: true } });
  const ctx: MemberContext = await adminCtx(org);
  await makeMember(org, "owner");
  await makeMember(org, "developer");
  await makeWebhook(org);
  const made = await createToken(ctx, { name: "Pipeline", scopes: ["keys:read"], lifetimeDays: 90 });
  return { org, ctx, ...made };
}

const noticesOf = (subject: string) =>
  db.notice.findMany({ where: { subject, kind: "token.leak_found" }, select: { data: true } });
const findingsOf = (tokenId: string) =>
  db.leakFinding.findMany({ where: { tokenId }, select: { orgId: true, keyId: true, response: true } });
const actionsOf = async (id: string) => (await auditOf(id)).map(({ action }) => action);

test.each(["throttle", "restrict", "rotate"] as const)(
  "%s: the token is refused from now on; its creator, admins and webhooks hear of it, and it is in the audit log",
  async (policy) => {
    const { org, id, token } = await scene(policy);
    expect((await askWith(token, "GET", "/keys")).status).toBe(200);
    await report(token);
    expect(await settleFindings(NOW)).toEqual({ known: 1, unknown: 0 });
    expect((await askWith(token, "GET", "/keys")).status).toBe(401);
    expect(await findingsOf(id)).toEqual([{ orgId: org.id, keyId: null, response: "revoke" }]);
    expect(await actionsOf(id)).toEqual([
      "management_token.created",
      "management_token.revoked",
      "management_token.leak_found",
    ]);
    const notices = await noticesOf(id);
    expect(notices).toHaveLength(2);
    expect(notices[0]?.data).toMatchObject({ tokenName: "Pipeline", host: "github.com", response: "revoke" });
    expect(await eventsOf(org)).toMatchObject([
      { type: "leak.token_found", payload: { tokenId: id, source: "github", response: "revoke" } },
    ]);
  },
);

test("notify: people are told, once a day, and the token works on", async () => {
  const { id, token } = await scene("notify");
  await report(token);
  await report(token, "https://paste.example/1");
  expect(await settleFindings(NOW)).toEqual({ known: 2, unknown: 0 });
  expect((await askWith(token, "GET", "/keys")).status).toBe(200);
  expect(await noticesOf(id)).toHaveLength(2);
  expect(await findingsOf(id)).toMatchObject([{ response: "notify" }, { response: "notify" }]);
  const { leakedAt } = await db.managementToken.findUniqueOrThrow({
    where: { id },
    select: { leakedAt: true },
  });
  expect(leakedAt).toEqual(NOW);
});

test("a token that was revoked before bothers nobody, and its finding is kept as long as the token", async () => {
  const { ctx, id, token } = await scene("rotate");
  await revokeToken(ctx, { tokenId: id });
  await report(token);
  await settleFindings(NOW);
  expect(await noticesOf(id)).toEqual([]);
  expect(await findingsOf(id)).toMatchObject([{ response: "none" }]);
  await pruneFindings(new Date(NOW.getTime() + 60 * 86_400_000));
  expect(await findingsOf(id)).toHaveLength(1);
});

test("a token among keys' secrets in one report is done as each alone, by however many processes", async () => {
  const { org, id, token } = await scene("rotate");
  const key = await makeKey({ org, products: [await makeProduct()] });
  await takeIn(
    "scanner",
    [token, key.plaintext, "nobody's"].map((text) => ({ digest: digestOf(text), url: "", type: "" })),
    NOW,
  );
  await Promise.all([1, 2, 3].map(() => settleFindings(NOW)));
  expect(await findingsOf(id)).toMatchObject([{ response: "revoke" }]);
  expect((await actionsOf(id)).filter((action) => action === "management_token.revoked")).toHaveLength(1);
  expect(await db.leakFinding.findMany({ where: { keyId: key.id }, select: { response: true } })).toEqual([
    { response: "rotate" },
  ]);
});

test("nothing is done, nor is anybody told, when the audit row cannot be written; it is made up for later", async () => {
  const { id, token } = await scene("rotate");
  await report(token);
  await whileAuditFails(async () => {
    await expect(settleFindings(NOW)).rejects.toThrow(AggregateError);
  });
  expect((await askWith(token, "GET", "/keys")).status).toBe(200);
  expect(await noticesOf(id)).toEqual([]);
  expect(await settleFindings(new Date(NOW.getTime() + 60_000))).toMatchObject({ known: 1 });
  expect((await askWith(token, "GET", "/keys")).status).toBe(401);
});

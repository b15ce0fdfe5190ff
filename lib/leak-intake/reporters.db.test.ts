import { createHash } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { generateSecret } from "@/lib/edge/secret-format";
import { generateToken } from "@/lib/management/token-format";
import { whileAuditFails } from "@/test/audit-fails";
import { NOW } from "@/test/clock";
import { staffCtx } from "@/test/contexts";
import { makeKey, makeOrg } from "@/test/factories";
import { outcomeOf } from "@/test/people";
import { auditOf } from "@/test/traces";
import { createReporter } from "./create-reporter";
import { getIntake } from "./get-intake";
import { revokeReporter } from "./revoke-reporter";
import { CreateReporterInput, REPORTERS_MAX } from "./schemas";
import { settleFindings } from "./settle";
import { takeLeakReport } from "./take-report";

beforeEach(async () => {
  await db.leakReporter.deleteMany();
  await db.leakFinding.deleteMany();
});

const report = (token: string, findings: unknown) =>
  takeLeakReport(
    new Request("http://localhost:3000/api/leaks", {
      method: "POST",
      body: JSON.stringify({ findings }),
      headers: { authorization: `Bearer ${token}`, "x-keyward-client": "192.0.2.44" },
    }),
    NOW,
  );

test("a reporter's token reports secrets and digests, and the page says how many were found", async () => {
  const ctx = await staffCtx();
  const { id, token } = await createReporter(ctx, { name: "GitLab" });
  const [one, two] = await Promise.all([1, 2].map(async () => makeKey({ org: await makeOrg() })));
  const digest = createHash("sha256").update(String(two?.plaintext)).digest("hex");
  const answer = await report(token, [
    { token: String(one?.plaintext), url: "https://gitlab.example/a", type: "snippet" },
    { sha256: digest },
    { token: generateSecret() },
    { token: "noise" },
  ]);
  expect([answer.status, await answer.json()]).toEqual([202, { received: 4 }]);
  expect(await settleFindings(NOW)).toEqual({ known: 2, unknown: 1 });
  const intake = await getIntake(ctx);
  expect(intake).toMatchObject({
    waiting: 0,
    github: { found: 0, lastAt: null },
    reporters: [{ id, name: "GitLab", found: 2, lastUsedAt: NOW.toISOString(), lastUsedIp: "192.0.2.44" }],
  });
  expect(JSON.stringify(intake)).not.toContain(token);
});

test("a report without a token that works is refused alike, and nothing of it is kept", async () => {
  const ctx = await staffCtx();
  const { id, token } = await createReporter(ctx, { name: "Once" });
  await revokeReporter(ctx, { reporterId: id });
  for (const wrong of [token, generateToken("leaks"), generateToken(), "", "kwl_"]) {
    const answer = await report(wrong, [{ token: generateSecret() }]);
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({
      code: "report_token_invalid",
      type: expect.stringContaining("/docs/leaks#report_token_invalid"),
    });
  }
  expect(await db.leakFinding.count()).toBe(0);
});

test("a reporter is made and revoked by operators alone, each with its row in the provider's audit log", async () => {
  const ctx = await staffCtx();
  const support = await staffCtx("support");
  const { id } = await createReporter(ctx, { name: "GitLab" });
  expect(await outcomeOf(createReporter(support, { name: "Other" }))).toBe("forbidden");
  expect(await outcomeOf(revokeReporter(support, { reporterId: id }))).toBe("forbidden");
  expect(await outcomeOf(getIntake(support))).toBe("forbidden");
  expect(await outcomeOf(createReporter(ctx, { name: "gitlab" }))).toBe("invalid_input");
  await revokeReporter(ctx, { reporterId: id });
  expect(await outcomeOf(revokeReporter(ctx, { reporterId: id }))).toBe("not_found");
  expect((await auditOf(id)).map(({ chain, action }) => [chain, action])).toEqual([
    ["provider", "leak_reporter.created"],
    ["provider", "leak_reporter.revoked"],
  ]);
  await createReporter(ctx, { name: "GitLab" });
});

test("there are never more reporters than there may be, and none without its audit row", async () => {
  const ctx = await staffCtx();
  await db.leakReporter.createMany({
    data: Array.from({ length: REPORTERS_MAX - 1 }, (_, i) => ({
      id: `lkr_${i}`,
      name: `Scanner ${i}`,
      tokenHash: Buffer.of(i),
      head: "abcd",
      createdById: "x",
    })),
  });
  await expect(whileAuditFails(() => createReporter(ctx, { name: "New" }))).rejects.toThrow();
  const outcomes = await Promise.all(
    ["a", "b", "c"].map((name) => outcomeOf(createReporter(ctx, CreateReporterInput.parse({ name })))),
  );
  expect(outcomes.sort()).toEqual(["limit_reached", "limit_reached", "ok"]);
});

import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { generateSecret } from "@/lib/edge/secret-format";
import { env } from "@/lib/env";
import { NOW } from "@/test/clock";
import { makeKey, makeOrg, type TestKey, type TestOrg } from "@/test/factories";
import { forgetKeySet } from "./key-set";
import { settleFindings } from "./settle";
import { takeGithubReport } from "./take-github";
import { OFFICIAL } from "./testing/official-vector";
import { type Publisher, startPublisher } from "./testing/signed-report";

let publisher: Publisher;
let org: TestOrg;
let key: TestKey;

beforeAll(async () => {
  publisher = await startPublisher();
  env().LEAK_KEYS_URL = publisher.url;
  org = await makeOrg();
  key = await makeKey({ org });
});
beforeEach(async () => {
  forgetKeySet();
  publisher.break(false);
  await db.leakFinding.deleteMany();
});
afterAll(() => publisher.close());

const official = (over: Record<string, string> = {}, body = OFFICIAL.body) =>
  new Request("http://localhost:3000/api/leaks/github", {
    method: "POST",
    body,
    headers: {
      "github-public-key-identifier": OFFICIAL.keyId,
      "github-public-key-signature": OFFICIAL.signature,
      ...over,
    },
  });
const minutesLater = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);
const match = (token: string, url = "https://github.com/a/b/blob/main/x.js") => ({
  token,
  type: "keyward_api_key",
  url,
  source: "content",
});
const rows = () => db.leakFinding.count();

test("the sample report of GitHub's documentation is accepted over HTTP", async () => {
  const answer = await takeGithubReport(official(), NOW);
  expect([answer.status, await answer.json()]).toEqual([200, []]);
});

test("a report nobody vouches for is refused, and nothing of it is kept", async () => {
  const body = Buffer.from(JSON.stringify([match(key.plaintext)]));
  const refused = [
    official({}, body),
    official({ "github-public-key-signature": "" }),
    official({ "github-public-key-identifier": "unknown" }),
    publisher.report([match(key.plaintext)], { "github-public-key-identifier": OFFICIAL.keyId }),
  ];
  for (const request of refused) {
    const answer = await takeGithubReport(request, NOW);
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ code: "signature_invalid" });
  }
  expect(await rows()).toBe(0);
});

test("a known secret and an unknown one are answered alike, and the same is done until the answer", async () => {
  const before = await db.auditEntry.count();
  const answers = [];
  for (const token of [key.plaintext, generateSecret(), "no secret at all"]) {
    const answer = await takeGithubReport(publisher.report([match(token)]), NOW);
    const headers = Object.fromEntries(answer.headers);
    delete headers["x-request-id"];
    answers.push({ status: answer.status, headers, body: await answer.text() });
  }
  const [known, unknown, none] = answers;
  expect(known).toEqual(unknown);
  expect(none).toEqual(unknown);
  const kept = await db.leakFinding.findMany({ select: { keyId: true, orgId: true, dueAt: true } });
  expect(kept).toEqual([1, 2].map(() => ({ keyId: null, orgId: null, dueAt: NOW })));
  expect(await db.auditEntry.count()).toBe(before);
});

test("10,000 secrets in one call are taken in and looked up, and the few that are ours are found", async () => {
  const ours = await Promise.all([1, 2, 3].map(() => makeKey({ org })));
  const tokens = Array.from({ length: 9_997 }, () => String(generateSecret()));
  for (const [i, { plaintext }] of ours.entries()) tokens.splice(i * 4_000, 0, plaintext);
  const answer = await takeGithubReport(publisher.report(tokens.map((token) => match(token))), NOW);
  expect([answer.status, await answer.json()]).toEqual([200, []]);
  expect(await rows()).toBe(10_000);
  expect(await settleFindings(NOW)).toEqual({ known: 3, unknown: 9_997 });
  const found = await db.leakFinding.findMany({ where: { orgId: org.id }, select: { keyId: true } });
  expect(found.map(({ keyId }) => keyId).sort()).toEqual(ours.map(({ id }) => id).sort());
});

test("a recorded report that is sent again changes nothing, before and after it was looked up", async () => {
  const leaked = await makeKey({ org });
  const send = () => takeGithubReport(publisher.report([match(leaked.plaintext)]), NOW);
  await Promise.all([send(), send()]);
  expect(await rows()).toBe(1);
  expect(await settleFindings(NOW)).toEqual({ known: 1, unknown: 0 });
  const audits = await db.auditEntry.count();
  expect((await send()).status).toBe(200);
  expect(await settleFindings(minutesLater(1))).toEqual({ known: 0, unknown: 0 });
  expect([await rows(), await db.auditEntry.count()]).toEqual([1, audits]);
});

test("a signed body that is no report is refused with what is wrong", async () => {
  const answer = await takeGithubReport(publisher.report({ token: key.plaintext }), NOW);
  expect(answer.status).toBe(422);
  const text = await answer.text();
  expect(text).not.toContain(key.plaintext);
  expect(await rows()).toBe(0);
});

test("keys are asked for once an hour, and strangers cannot make us ask more than once a minute", async () => {
  const before = publisher.asked();
  const asked = () => publisher.asked() - before;
  await Promise.all([1, 2, 3].map(() => takeGithubReport(official(), NOW)));
  await takeGithubReport(official(), minutesLater(59));
  expect(asked()).toBe(1);
  const unchanged = publisher.unchanged();
  await takeGithubReport(official(), minutesLater(61));
  expect([asked(), publisher.unchanged() - unchanged]).toEqual([2, 1]);
  for (let i = 0; i < 10; i += 1) {
    await takeGithubReport(official({ "github-public-key-identifier": `made-up-${i}` }), minutesLater(61.5));
  }
  expect(asked()).toBe(2);
});

test("while keys cannot be read the last ones hold for a day; without any the report is to come again", async () => {
  publisher.break(true);
  const early = await takeGithubReport(official(), NOW);
  expect([early.status, early.headers.get("retry-after")]).toEqual([503, "1"]);
  publisher.break(false);
  expect((await takeGithubReport(official(), minutesLater(2))).status).toBe(200);
  publisher.break(true);
  expect((await takeGithubReport(official(), minutesLater(23 * 60))).status).toBe(200);
  expect((await takeGithubReport(official(), minutesLater(25 * 60))).status).toBe(503);
});

test("an address that fails too often waits", async () => {
  const later = minutesLater(100_000);
  const from = (ip: string) => official({ "x-keyward-client": ip, "github-public-key-signature": "AA==" });
  for (let i = 0; i < 30; i += 1) {
    expect((await takeGithubReport(from("198.51.100.7"), later)).status).toBe(401);
  }
  const held = await takeGithubReport(from("198.51.100.7"), later);
  expect([held.status, held.headers.get("retry-after")]).toEqual([429, "60"]);
  expect((await takeGithubReport(from("198.51.100.8"), later)).status).toBe(401);
});

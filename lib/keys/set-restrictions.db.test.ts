import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { pool } from "@/lib/db/pool";
import { nodeDigest } from "@/lib/edge/adapters/node-crypto";
import { postgresKeySource } from "@/lib/edge/adapters/postgres-key-source";
import { logger } from "@/lib/logging/logger";
import { ownerCtx } from "@/test/contexts";
import { makeKey, makeOrg, type TestKey } from "@/test/factories";
import { auditOf, changesOf } from "@/test/traces";
import { Restrictions, SetRestrictionsInput } from "./restrictions-schema";
import { setKeyRestrictions } from "./set-restrictions";

async function scene() {
  const org = await makeOrg();
  const ctx = await ownerCtx(org);
  const key = await makeKey({ org });
  const set = (restrictions: object, more: object = {}) =>
    setKeyRestrictions(ctx, SetRestrictionsInput.parse({ keyId: key.id, restrictions, ...more }));
  return { key, set };
}

const storedOf = async ({ id }: TestKey) =>
  (await db.key.findUniqueOrThrow({ where: { id }, select: { restrictions: true } })).restrictions;

/** What an edge makes of it. */
async function compiledOf({ plaintext }: TestKey) {
  return (await postgresKeySource(pool).fetch(nodeDigest(plaintext), "digest")).entry?.restrictions;
}

const IP = { ip: { mode: "enforce", allow: ["192.0.2.0/24"], deny: [] } };

test("replaces all of them, says in the audit log what they were and are, and edges judge by the new ones", async () => {
  const { key, set } = await scene();
  expect(await compiledOf(key)).toEqual([]);
  expect(await set(IP, { version: 1, reason: "Only the office." })).toEqual({ version: 2 });
  expect(await storedOf(key)).toEqual(Restrictions.parse(IP));
  expect(await compiledOf(key)).toMatchObject([{ kind: "ip", isEnforced: true }]);
  const hours = { mode: "observe", windows: [{ days: ["mon"], from: "09:00", to: "17:00" }] };
  await set({ domain: { mode: "enforce", allow: ["Example.com"] }, hours });
  expect(await compiledOf(key)).toMatchObject([
    { kind: "domain", isEnforced: true },
    { kind: "hours", isEnforced: false },
  ]);
  const [first, second] = await auditOf(key.id);
  expect(first).toMatchObject({
    action: "key.restrictions_set",
    before: Restrictions.parse({}),
    after: Restrictions.parse(IP),
    reason: "Only the office.",
  });
  expect(second).toMatchObject({
    before: first?.after,
    after: { domain: { allow: ["example.com"] }, ip: { mode: "off" } },
    reason: null,
  });
  expect(await changesOf(key.id)).toBe(2);
});

test("what is as it was is no change", async () => {
  const { key, set } = await scene();
  await set(IP);
  expect(await set({ ip: { ...IP.ip, allow: ["192.0.2.0/24", "192.0.2.0/24"] } })).toEqual({ version: 2 });
  expect(await auditOf(key.id)).toHaveLength(1);
  expect(await changesOf(key.id)).toBe(1);
});

test("a public suffix is refused by name and changes nothing", async () => {
  const { key, set } = await scene();
  const domain = { mode: "enforce", allow: ["example.com", "*.co.uk", "*.github.io"] };
  await expect(set({ domain })).rejects.toMatchObject({
    code: "invalid_input",
    fields: {
      "restrictions.domain.allow": [expect.stringMatching(/^"\*\.co\.uk"/), expect.stringMatching(/github/)],
    },
  });
  expect(await storedOf(key)).toEqual({});
  expect(await auditOf(key.id)).toEqual([]);
});

test("of two who saw the same version one wins, the other is told", async () => {
  const { key, set } = await scene();
  const results = await Promise.allSettled([
    set(IP, { version: 1 }),
    set({ country: { mode: "enforce", deny: ["US"] } }, { version: 1 }),
  ]);
  const lost = results.filter((result) => result.status === "rejected");
  expect(lost).toMatchObject([{ reason: { code: "version_mismatch" } }]);
  expect(await auditOf(key.id)).toHaveLength(1);
});

test("what cannot be read lets nothing pass, is in the log, and can be replaced", async () => {
  const { key, set } = await scene();
  const logged: unknown[] = [];
  const error = logger.error;
  logger.error = (fields: unknown) => void logged.push(fields);
  try {
    for (const broken of [{ ip: { mode: "enforce", allow: ["nonsense"] } }, { referer: {} }, [], "x", 1]) {
      await db.key.update({ where: { id: key.id }, data: { restrictions: broken }, select: { id: true } });
      expect(await compiledOf(key), JSON.stringify(broken)).toBe("unreadable");
    }
  } finally {
    logger.error = error;
  }
  expect(logged).toHaveLength(5);
  expect(logged[0]).toMatchObject({ keyId: key.id });
  await set(IP);
  expect(await compiledOf(key)).toMatchObject([{ kind: "ip" }]);
  expect((await auditOf(key.id))[0]).toMatchObject({ before: { unreadable: "1" } });
});

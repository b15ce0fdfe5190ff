import { beforeEach, describe, expect, test } from "vitest";
import { verifyChain } from "@/lib/audit/verify";
import { db } from "@/lib/db/client";
import { pool } from "@/lib/db/pool";
import { nodeDigest } from "@/lib/edge/adapters/node-crypto";
import { postgresKeySource } from "@/lib/edge/adapters/postgres-key-source";
import { readProducts } from "@/lib/edge/adapters/postgres-products";
import { generateSecret } from "@/lib/edge/secret-format";
import { copySecret } from "@/lib/keys/copy-secret";
import { secretRow } from "@/lib/keys/secret-row";
import { claimOf, claimOrReplay, keepAnswer } from "@/lib/management/idempotency";
import { secondFactorAad } from "@/lib/sealing/aad";
import { masterKeyring, RING_NAMES, type RingName } from "@/lib/sealing/keyring";
import { open } from "@/lib/sealing/open";
import { seal } from "@/lib/sealing/seal";
import { newId } from "@/lib/std/id";
import { newTokenKey } from "@/lib/tokens/new-key";
import { readTokenKeys } from "@/lib/tokens/token-keys";
import { whileAuditFails } from "@/test/audit-fails";
import { NOW } from "@/test/clock";
import { ownerCtx, requestCtx } from "@/test/contexts";
import { makeKey, makeOrg, makeProduct, makeUser, type TestKey, type TestOrg } from "@/test/factories";
import { PLACES } from "./places";
import { recordRun } from "./request-run";
import { leftOf, runPending } from "./run-pending";
import { holdVersions } from "./testing/rings";

const ACTOR = { type: "system" as const, id: "operator" };
const LATER = () => new Date(Date.now() + 60_000);

beforeEach(async () => {
  await db.$executeRaw`TRUNCATE secret, second_factor, idempotent_answer, upstream_secret, token_key, audit_key,
    audit_entry, audit_head, material_run, edge_instance CASCADE`;
  for (const name of RING_NAMES) holdVersions(name, [1]);
});

const ask = (ring: RingName) => recordRun({ ...requestCtx(), now: NOW, actor: ACTOR }, ring);
const run = () => runPending({ clock: LATER });
const lastRun = () => db.materialRun.findFirstOrThrow({ orderBy: { requestedAt: "desc" } });

async function left(ring: RingName): Promise<number> {
  const counts = await Promise.all(
    PLACES.filter((place) => place.ring === ring).map((place) => leftOf(pool(), place, ring)),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

/** From version 1 to version 2 alone, as an operator does it. */
async function rotate(ring: RingName): Promise<void> {
  holdVersions(ring, [1, 2]);
  holdVersions(ring, [2, 1]);
  await ask(ring);
  expect(await run()).toBe(1);
  expect(await left(ring)).toBe(0);
  holdVersions(ring, [2]);
}

/** Many secrets of one key that are over, for what goes in batches. */
async function addSecrets(org: TestOrg, key: TestKey, count: number): Promise<void> {
  const rows = Array.from({ length: count }, () => ({
    ...secretRow({ orgId: org.id, keyId: key.id }, generateSecret(), NOW, false),
    keyId: key.id,
    status: "retired" as const,
    retiresAt: NOW,
    sealedSecret: null,
  }));
  await db.secret.createMany({ data: rows });
}

describe("the master key", () => {
  test("rotated and taken out of the ring, leaves every secret, second factor, kept answer and audit entry readable", async () => {
    const org = await makeOrg();
    const ctx = await ownerCtx(org);
    const keys = [await makeKey({ org }), await makeKey({ org })];
    for (const key of keys) await copySecret(ctx, { keyId: key.id });
    const user = await makeUser();
    const factor = {
      userId: user.id,
      sealed: seal(masterKeyring(), Buffer.from("totp"), secondFactorAad(user.id)),
    };
    await db.secondFactor.create({ data: factor, select: { userId: true } });
    const token = { id: newId("managementToken"), orgId: org.id, name: "CI", head: "kwm_", scopes: [] };
    await db.managementToken.create({
      data: { ...token, tokenHash: Buffer.from(token.id), createdById: user.id },
      select: { id: true },
    });
    const claim = claimOf(token.id, "a:b", { method: "POST", path: "/", ifMatch: null, body: {} });
    if (claim === null) throw new Error("No claim.");
    await claimOrReplay(db, claim, NOW);
    const answer = { status: 201, headers: {}, body: "{}" };
    await keepAnswer(db, claim, answer, LATER());

    await rotate("master");

    for (const key of keys) {
      expect(await copySecret(ctx, { keyId: key.id })).toEqual({ secret: key.plaintext });
    }
    const { sealed } = await db.secondFactor.findUniqueOrThrow({
      where: { userId: user.id },
      select: { sealed: true },
    });
    expect(open(masterKeyring(), sealed, secondFactorAad(user.id)).toString()).toBe("totp");
    expect(await claimOrReplay(db, claim, NOW)).toEqual(answer);
    expect(await verifyChain(org.id)).toMatchObject({ ok: true });
    expect(await verifyChain("provider")).toMatchObject({ ok: true });
    expect(await lastRun()).toMatchObject({ unreadable: 0, failure: null, toVersion: 2 });
  });

  test("twice, with entries under three versions, is still one unbroken audit log", async () => {
    const org = await makeOrg();
    const ctx = await ownerCtx(org);
    const key = await makeKey({ org });
    for (const [versions, newest] of [
      [[2, 1], [2]],
      [[3, 2], [3]],
    ] as const) {
      await copySecret(ctx, { keyId: key.id });
      holdVersions("master", versions);
      await ask("master");
      expect(await run()).toBe(1);
      holdVersions("master", newest);
    }
    const versions = await db.auditEntry.findMany({ where: { chain: org.id }, distinct: ["keyVersion"] });
    expect(versions.map(({ keyVersion }) => keyVersion).sort()).toEqual([1, 2, 3]);
    expect(await verifyChain(org.id)).toMatchObject({ ok: true });
  });

  test("that was stolen after it was rotated cannot rewrite a log from before: the entry under the new one holds it", async () => {
    const org = await makeOrg();
    const ctx = await ownerCtx(org);
    const key = await makeKey({ org });
    await copySecret(ctx, { keyId: key.id });
    await rotate("master");
    const last = await db.auditEntry.findFirstOrThrow({ where: { chain: org.id }, orderBy: { seq: "desc" } });
    expect(last).toMatchObject({ action: "audit.key_changed", keyVersion: 2 });
    // The thief signs an entry of their own with the former key, in place of the first.
    holdVersions("master", [1]);
    const { entryMac, GENESIS } = await import("@/lib/audit/chain");
    const { mac: _, ...first } = await db.auditEntry.findUniqueOrThrow({
      where: { chain_seq: { chain: org.id, seq: 1n } },
    });
    const forged = entryMac({ ...first, before: null, after: null, reason: "nothing" }, GENESIS);
    await pool().query(
      "update audit_entry set before = null, after = null, reason = 'nothing', mac = $2 where chain = $1 and seq = 1",
      [org.id, forged && Buffer.from(forged)],
    );
    holdVersions("master", [2]);
    expect(await verifyChain(org.id)).toEqual({ ok: false, seq: 2n, problem: "changed" });
  });

  test("erases nothing and brings nothing back: a secret that retires meanwhile stays erased", async () => {
    const org = await makeOrg();
    const [key] = [await makeKey({ org }), await makeKey({ org })];
    holdVersions("master", [2, 1]);
    await ask("master");
    const client = await pool().connect();
    await client.query("begin");
    await client.query("update secret set sealed_secret = null where key_id = $1", [key.id]);
    const running = run();
    // The run walks past the row, again and again, and waits for nobody.
    await expect.poll(() => lastRun().then(({ resealed }) => resealed)).toBeGreaterThan(0);
    await client.query("commit");
    client.release();
    expect(await running).toBe(1);
    const row = await db.secret.findFirstOrThrow({
      where: { keyId: key.id },
      select: { sealedSecret: true, sealedDigest: true },
    });
    expect([row.sealedSecret, row.sealedDigest[0]]).toEqual([null, 2]);
  });

  test("stopped in the middle, goes on where it was, in whichever process comes next", async () => {
    const org = await makeOrg();
    await addSecrets(org, await makeKey({ org }), 450);
    holdVersions("master", [2, 1]);
    await ask("master");
    let asked = 0;
    const isStopping = () => ++asked > 3;
    expect(await runPending({ clock: LATER, isStopping })).toBe(0);
    const { resealed } = await lastRun();
    expect(resealed).toBeGreaterThan(0);
    expect(await left("master")).toBeGreaterThan(0);
    const [one, other] = await Promise.all([run(), run()]);
    expect(one + other).toBe(1);
    expect(await left("master")).toBe(0);
    // A copy and 451 digests, and the audit key of the former version.
    expect((await lastRun()).proved).toBe(453);
  });

  test("a row that no key opens is named, keeps the run from its end, and harms no other", async () => {
    const org = await makeOrg();
    const [broken, whole] = [await makeKey({ org }), await makeKey({ org })];
    await db.secret.updateMany({
      where: { keyId: broken.id },
      data: { sealedDigest: Buffer.from("0107".repeat(30), "hex") },
    });
    holdVersions("master", [2, 1]);
    await ask("master");
    expect(await run()).toBe(0);
    const { failure, finishedAt, unreadable } = await lastRun();
    const { id } = await db.secret.findFirstOrThrow({ where: { keyId: broken.id }, select: { id: true } });
    expect([finishedAt, unreadable]).toEqual([null, 1]);
    expect(failure).toContain(`secret.sealed_digest ${id}`);
    holdVersions("master", [2]);
    expect(await copySecret(await ownerCtx(org), { keyId: whole.id })).toEqual({ secret: whole.plaintext });
  });
});

describe("the pepper", () => {
  test("rotated and taken out, finds every secret by what a client sends, and the former pepper finds none", async () => {
    const org = await makeOrg();
    const keys = [await makeKey({ org }), await makeKey({ org })];
    await rotate("pepper");
    const fetch = (key: TestKey) => postgresKeySource(pool).fetch(nodeDigest(key.plaintext), "digest");
    for (const key of keys) expect((await fetch(key)).entry?.keyId).toBe(key.id);
    holdVersions("pepper", [1]);
    for (const key of keys) expect((await fetch(key)).entry).toBeNull();
  });

  test("goes in batches, and a secret made in between is found, too", async () => {
    const org = await makeOrg();
    await addSecrets(org, await makeKey({ org }), 450);
    holdVersions("pepper", [2, 1]);
    const fresh = await makeKey({ org });
    await ask("pepper");
    expect(await run()).toBe(1);
    expect(await left("pepper")).toBe(0);
    const digest = nodeDigest(fresh.plaintext);
    expect((await postgresKeySource(pool).fetch(digest, "digest")).entry?.keyId).toBe(fresh.id);
    expect((await lastRun()).proved).toBe(452);
  });
});

describe("the edge's key", () => {
  test("rotated and taken out, opens what calls and tokens are signed with, and edges are told", async () => {
    const product = await makeProduct();
    const { id, sealed, publicKey } = newTokenKey();
    await db.tokenKey.create({ data: { id, sealed, publicKey }, select: { id: true } });
    const secretOf = async () =>
      (await readProducts(pool(), "http://127.0.0.1:9")).find((one) => one.id === product.id)?.upstream
        .signingKey.secret;
    const before = await secretOf();
    await rotate("edge");
    expect(await secretOf()).toEqual(before);
    expect(before?.length).toBe(32);
    const [key] = await readTokenKeys(pool());
    expect(key?.signingKey().type).toBe("private");
    const told = await db.changeLog.findMany({ where: { subject: { in: [id, product.upstreamId] } } });
    expect(told.map(({ kind }) => kind).sort()).toEqual(["product", "token"]);
  });
});

describe("a run", () => {
  const addEdge = (rings: object) =>
    pool().query(
      `insert into edge_instance (id, host, kind, owner, started_at, seen_at, rings)
       values ('ins_1', 'other', 'standalone', '{}', now(), now(), $1)`,
      [JSON.stringify(rings)],
    );

  test("waits while an edge does not hold the newest version, and says so", async () => {
    await makeKey({ org: await makeOrg() });
    holdVersions("pepper", [2, 1]);
    await addEdge({ pepper: { current: 1, checks: { "1": "00000000" }, since: 0 } });
    await ask("pepper");
    expect(await run()).toBe(0);
    expect((await lastRun()).failure).toMatch(/instance/);
    expect(await left("pepper")).toBe(1);
    await pool().query("update edge_instance set seen_at = now() - interval '1 minute'");
    expect(await run()).toBe(1);
  });

  test("has no end without its audit entry", async () => {
    await makeKey({ org: await makeOrg() });
    holdVersions("pepper", [2, 1]);
    await ask("pepper");
    await expect(whileAuditFails(run)).rejects.toThrow();
    expect((await lastRun()).finishedAt).toBeNull();
    expect(await run()).toBe(1);
    const entries = await db.auditEntry.findMany({ where: { chain: "provider" }, orderBy: { seq: "asc" } });
    expect(entries.map(({ action }) => action)).toEqual(["material.run_requested", "material.sealed_again"]);
  });

  test("is asked for once at a time", async () => {
    await ask("pepper");
    await expect(ask("pepper")).rejects.toMatchObject({ code: "conflict" });
    holdVersions("pepper", [2, 1]);
    await ask("pepper");
    expect(await run()).toBe(1);
  });
});

import { appendFileSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { pool } from "@/lib/db/pool";
import { withTransaction } from "@/lib/db/transaction";
import { NOW } from "@/test/clock";
import { ownerCtx } from "@/test/contexts";
import { makeOrg } from "@/test/factories";
import { emitAudit } from "./emit";
import { readHeads, writeHeads } from "./heads";
import { verifyChain } from "./verify";

const dir = mkdtempSync(join(tmpdir(), "keyward-"));
afterAll(() => rmSync(dir, { recursive: true }));

let chain = "";

/** A chain of five entries, its head written outside. */
beforeEach(async () => {
  const ctx = await ownerCtx(await makeOrg());
  chain = ctx.org.id;
  for (let n = 1; n <= 5; n++) {
    const event = { action: "key.edited", targetType: "key", targetId: `key_${n}`, after: { n } };
    await withTransaction((tx) => emitAudit(tx, ctx, event));
  }
  await writeHeads(dir, NOW);
});

async function tamper(sql: string): Promise<void> {
  await pool().query(sql, [chain]);
}

async function verdict(): Promise<unknown> {
  return verifyChain(chain, (await readHeads(dir)).get(chain));
}

test("an untouched chain verifies against the outside head", async () => {
  expect(await verdict()).toEqual({ ok: true, entries: 5n });
});

test.each([
  "after = '{\"n\": 4}'",
  "reason = 'Because.'",
  "actor_id = 'usr_other'",
  "at = at + interval '1 millisecond'",
  "ip = ''",
  "key_version = 1, request_id = 'req_other'",
])("finds an edited entry: %s", async (edit) => {
  await tamper(`UPDATE audit_entry SET ${edit} WHERE chain = $1 AND seq = 3`);
  expect(await verdict()).toEqual({ ok: false, seq: 3n, problem: "changed" });
});

test("finds an entry taken out of the middle, and one whose followers were renumbered over it", async () => {
  await tamper("DELETE FROM audit_entry WHERE chain = $1 AND seq = 3");
  expect(await verdict()).toEqual({ ok: false, seq: 3n, problem: "missing" });
  await tamper("UPDATE audit_entry SET seq = 3 WHERE chain = $1 AND seq = 4");
  await tamper("UPDATE audit_entry SET seq = 4 WHERE chain = $1 AND seq = 5");
  expect(await verdict()).toEqual({ ok: false, seq: 3n, problem: "changed" });
});

test("finds two entries that changed places", async () => {
  await tamper("UPDATE audit_entry SET seq = 100 WHERE chain = $1 AND seq = 2");
  await tamper("UPDATE audit_entry SET seq = 2 WHERE chain = $1 AND seq = 3");
  await tamper("UPDATE audit_entry SET seq = 3 WHERE chain = $1 AND seq = 100");
  expect(await verdict()).toEqual({ ok: false, seq: 2n, problem: "changed" });
});

test("finds a tail that was cut off", async () => {
  await tamper("DELETE FROM audit_entry WHERE chain = $1 AND seq > 3");
  expect(await verdict()).toEqual({ ok: false, seq: 4n, problem: "cut" });
});

test("finds a cut tail even when the head inside the database was moved back with it", async () => {
  await tamper("DELETE FROM audit_entry WHERE chain = $1 AND seq > 3");
  await tamper(
    "UPDATE audit_head h SET seq = 3, mac = e.mac FROM audit_entry e WHERE h.chain = $1 AND e.chain = $1 AND e.seq = 3",
  );
  expect(await verifyChain(chain)).toEqual({ ok: true, entries: 3n });
  expect(await verdict()).toEqual({ ok: false, seq: 4n, problem: "cut" });
});

test("finds a whole chain that is gone", async () => {
  await tamper("DELETE FROM audit_entry WHERE chain = $1");
  await tamper("DELETE FROM audit_head WHERE chain = $1");
  expect(await verdict()).toEqual({ ok: false, seq: 1n, problem: "cut" });
});

test("finds a chain that holds but is not the one that was there", async () => {
  const real = (await readHeads(dir)).get(chain);
  expect(await verifyChain(chain, { seq: real?.seq ?? 0n, mac: "00".repeat(32) })).toEqual({
    ok: false,
    seq: 5n,
    problem: "rewritten",
  });
});

test("the outside file is for its owner only, grows only with its chain, and survives a line cut off by a crash", async () => {
  const file = join(dir, "audit-heads.jsonl");
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(await writeHeads(dir, NOW)).toBe(0);
  appendFileSync(file, '{"chain":"org_');
  await db.auditHead.update({ where: { chain }, data: { seq: 6n } });
  expect(await writeHeads(dir, NOW)).toBe(1);
  expect((await readHeads(dir)).get(chain)?.seq).toBe(6n);
  await db.auditHead.update({ where: { chain }, data: { seq: 2n } });
  expect(await writeHeads(dir, NOW)).toBe(0);
  expect((await readHeads(dir)).get(chain)?.seq).toBe(6n);
});

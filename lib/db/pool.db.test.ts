import { expect, test, vi } from "vitest";
import { makeOrg } from "@/test/factories";
import { db } from "./client";
import { closePool, pool } from "./pool";
import { withTransaction } from "./transaction";

const TERMINATE_OTHERS =
  "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";

test("idle connections cut by the server end no process, and are replaced", async () => {
  const org = await makeOrg();
  const [first] = await Promise.all([pool().connect(), pool().query("SELECT 1")]);
  expect(pool().idleCount).toBe(1);
  await first.query(TERMINATE_OTHERS);
  first.release();
  await vi.waitFor(() => expect(pool().totalCount).toBe(1));
  const [one, other] = await Promise.all([1, 2].map((n) => pool().query("SELECT $1::int AS n", [n])));
  expect([one?.rows, other?.rows]).toEqual([[{ n: 1 }], [{ n: 2 }]]);
  await vi.waitFor(async () => expect(await db.org.count({ where: { id: org.id } })).toBe(1));
});

test("every connection has its limits", async () => {
  const limits = async (setting: string) => (await pool().query(`SHOW ${setting}`)).rows[0];
  expect(await limits("statement_timeout")).toEqual({ statement_timeout: "10s" });
  expect(await limits("idle_in_transaction_session_timeout")).toEqual({
    idle_in_transaction_session_timeout: "30s",
  });
  expect(await db.$queryRaw`SHOW statement_timeout`).toEqual([{ statement_timeout: "10s" }]);
});

test("a pool that was closed is opened again by its next use", async () => {
  await closePool();
  expect((await pool().query("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
});

test("what is thrown inside a transaction rolls back all of it and comes out as it is", async () => {
  const org = await makeOrg();
  const fault = new Error("changed my mind");
  const write = withTransaction(async (tx) => {
    await tx.org.update({ where: { id: org.id }, data: { name: "Renamed" }, select: { id: true } });
    throw fault;
  });
  await expect(write).rejects.toBe(fault);
  expect((await db.org.findUniqueOrThrow({ where: { id: org.id } })).name).toBe(org.name);
});

import pg from "pg";
import { expect, test } from "vitest";
import { env } from "@/lib/env";
import { migrate } from "./migrate";
import { readMigrations } from "./migrations";
import { diffToSchema, historyProblems } from "./schema-engine";

test("the migrations lead to exactly the schema", async () => {
  expect(await diffToSchema(env().DATABASE_URL)).toBe("");
});

test("a difference shows: what somebody added by hand would be dropped", async () => {
  await withClient(async (client) => {
    await client.query("CREATE TABLE stray (id int PRIMARY KEY)");
    expect(await diffToSchema(env().DATABASE_URL)).toContain('DROP TABLE "stray"');
    await client.query("DROP TABLE stray");
  });
});

test("migrating again applies nothing", async () => {
  expect(await migrate(env().DATABASE_URL)).toEqual([]);
});

test("of several processes that migrate at once all succeed and each migration is applied once", async () => {
  await withClient(async (client) => {
    await client.query("CREATE DATABASE migrate_at_once");
    const url = new URL(env().DATABASE_URL);
    url.pathname = "/migrate_at_once";
    const applied = await Promise.all([1, 2, 3, 4].map(() => migrate(url.href)));
    expect(applied.flat()).toEqual(readMigrations().map(({ name }) => name));
    await client.query("DROP DATABASE migrate_at_once WITH (FORCE)");
  });
});

test("Prisma's own engine reads our records and finds nothing wrong with them", async () => {
  expect(await historyProblems(env().DATABASE_URL)).toEqual([]);
});

test("refuses a database whose migrations were edited after they were applied", async () => {
  await withClient(async (client) => {
    await client.query("UPDATE _prisma_migrations SET checksum = 'other'");
    await expect(migrate(env().DATABASE_URL)).rejects.toThrow("was changed after it was applied");
    expect(await historyProblems(env().DATABASE_URL)).toEqual(
      readMigrations().map(({ name }) => `${name} was edited.`),
    );
  });
});

async function withClient(work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: env().DATABASE_URL });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

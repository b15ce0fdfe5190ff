// Gives every test file a database of its own: a copy of the migrated template, dropped at the end.
import pg from "pg";
import { afterAll, inject } from "vitest";
import { closeClient } from "@/lib/db/client";
import { closePool } from "@/lib/db/pool";
import { randomBase62 } from "@/lib/std/base62";

const name = `test_${randomBase62(12).toLowerCase()}`;

async function onServer(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject("serverUrl") });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

await onServer(`CREATE DATABASE ${name} TEMPLATE template_keyward STRATEGY FILE_COPY`);
const own = new URL(inject("serverUrl"));
own.pathname = `/${name}`;
process.env.DATABASE_URL = own.href;

afterAll(async () => {
  await Promise.all([closeClient(), closePool()]);
  await onServer(`DROP DATABASE ${name} WITH (FORCE)`);
});

import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { settledCount, startWorld, type World } from "./world";

let world: World;

beforeAll(async () => {
  world = await startWorld();
  await world.keyward.start();
});
afterAll(() => world?.stop());

test("a secret used in every position is nowhere in clear: no log, no upstream request, no page, no table, no file", async () => {
  const secret = world.key.plaintext;
  const key = { "x-api-key": secret };
  const answers = [
    await world.call("/witness/header", key),
    await world.call("/witness/other-header", { "tomtom-api-key": secret }),
    await world.call(`/witness/query?a=1&key=${secret}&b=2`, {}),
    await world.call(`/witness/encoded?%6bey=${secret}`, {}),
    await world.call(`/witness/other-parameter?token=${secret}`, key),
    await world.call("/witness/referer", { ...key, referer: `https://app.example/?key=${secret}` }),
    await world.call("/witness/agent", { ...key, "user-agent": `tool/1 ${secret}` }),
    await world.call("/witness/cookie", { ...key, cookie: `k=${secret}` }),
    await world.call(`/witness/${secret}`, key),
    await world.call(`/witness/both?key=${secret}`, key),
    await world.call("/witness/bearer", { authorization: `Bearer ${secret}` }),
    await world.call(`/nowhere?key=${secret}`, {}),
    await world.call(`/sign-in?callbackUrl=/o/x?key=${secret}`, { "user-agent": secret }),
  ];
  const bodies = await Promise.all(answers.map((answer) => answer.text()));
  expect(answers.map(({ status }) => status)).toEqual([
    200, 200, 200, 200, 200, 200, 200, 200, 400, 400, 401, 404, 200,
  ]);
  // Eight were forwarded; the others were refused before a key was looked up.
  expect(await settledCount(world, world.key.id, 8)).toBe(8);

  expectClean("answers", bodies.join("\n"), secret);
  expectClean("answer headers", JSON.stringify(answers.map(({ headers }) => [...headers])), secret);
  expectClean("upstream", JSON.stringify(world.witness.seen), secret);
  expectClean("log", readFileSync(world.keyward.log, "latin1"), secret);
  for (const file of filesUnder(world.dataDir)) expectClean(file, readFileSync(file, "latin1"), secret);
  const tables = await world.query<{ name: string }>(
    "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'",
  );
  expect(tables.length).toBeGreaterThan(10);
  for (const { name } of tables) {
    const rows = await world.query<{ row: string }>(`SELECT t::text AS row FROM "${name}" AS t`);
    expectClean(`table ${name}`, rows.map(({ row }) => row).join("\n"), secret);
  }
}, 120_000);

function expectClean(where: string, text: string, secret: string): void {
  const forms = [
    secret,
    Buffer.from(secret).toString("hex"),
    Buffer.from(secret).toString("base64").replace(/=+$/, ""),
  ];
  for (const form of forms) expect(text.includes(form), `${where} holds the secret`).toBe(false);
}

/** Everything Keyward wrote; the database's own files are read as tables. */
function filesUnder(dir: string): string[] {
  return readdirSync(dir).flatMap((name) => {
    const path = join(dir, name);
    if (!statSync(path).isDirectory()) return [path];
    return name === "pg" ? [] : filesUnder(path);
  });
}

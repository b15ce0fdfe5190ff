import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type EmbeddedDatabase, startEmbedded } from "@/lib/db/embedded";
import { migrate } from "@/lib/db/migrate";
import { ChangeFeed } from "./feed";

const dir = mkdtempSync(join(tmpdir(), "keyward-outage-"));
chmodSync(dir, 0o711);
let server: EmbeddedDatabase;

beforeAll(async () => {
  server = await startEmbedded(dir, { settings: ["fsync=off"] });
  await migrate(server.url);
});
afterAll(async () => {
  await server.stop();
  rmSync(dir, { recursive: true, force: true });
});

async function change(subject: string): Promise<void> {
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  await client.query("INSERT INTO change_log (kind, subject) VALUES ('key', $1)", [subject]);
  await client.end();
}

test("the server is killed and comes back: the feed knows it is blind, returns by itself and has lost nothing", async () => {
  const errors: unknown[] = [];
  const heard: string[] = [];
  const feed = new ChangeFeed({ url: server.url, onError: (error) => errors.push(error) });
  feed.onChange(({ subject }) => heard.push(subject));
  await feed.start();
  await change("before");
  await vi.waitFor(() => expect(heard).toEqual(["before"]));

  process.kill(
    Number(readFileSync(join(dir, "pg/cluster/postmaster.pid"), "utf8").split("\n")[0]),
    "SIGKILL",
  );
  await vi.waitFor(() => expect(feed.healthy).toBe(false), { timeout: 5000 });
  expect(errors).not.toHaveLength(0);

  const again = await startEmbedded(dir, { settings: ["fsync=off"] });
  expect(again.url).toBe(server.url);
  await change("at once");
  await vi.waitFor(() => expect(heard).toEqual(["before", "at once"]), { timeout: 10_000 });
  expect(feed.healthy).toBe(true);
  await feed.stop();
  await again.stop();
});

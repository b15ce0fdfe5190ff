import pg from "pg";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { withTransaction } from "@/lib/db/transaction";
import { env } from "@/lib/env";
import { ChangeFeed } from "./feed";
import { recordChange } from "./record";

let feed: ChangeFeed;
let heard: string[];
const clients: pg.Client[] = [];

beforeEach(async () => {
  // A feed begins where transactions were open, in other databases too: what an earlier test wrote may be announced again.
  await (await elsewhere()).query("DELETE FROM change_log");
  feed = new ChangeFeed();
  heard = [];
  feed.onChange(({ kind, subject }) => heard.push(`${kind} ${subject}`));
  await feed.start();
});

afterEach(async () => {
  await feed.stop();
  await Promise.all(clients.splice(0).map((client) => client.end()));
});

/** Another process, as far as the feed can tell. */
async function elsewhere(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: env().DATABASE_URL });
  clients.push(client);
  await client.connect();
  return client;
}

function change(client: pg.Client, subject: string): Promise<unknown> {
  return client.query("INSERT INTO change_log (kind, subject) VALUES ('key', $1)", [subject]);
}

const hears = (expected: string[], within = 1000) =>
  vi.waitFor(() => expect(heard).toEqual(expected), { timeout: within, interval: 5 });

test("what this process commits is announced before the transaction's promise resolves, and once", async () => {
  await withTransaction(async (tx) => {
    await recordChange(tx, "org", "org_1");
    expect(heard).toEqual([]);
  });
  expect(heard).toEqual(["org org_1"]);
  await change(await elsewhere(), "later");
  await hears(["org org_1", "key later"]);
});

test("a transaction that rolls back tells nobody", async () => {
  const failing = withTransaction(async (tx) => {
    await recordChange(tx, "key", "never");
    throw new Error("changed my mind");
  });
  await expect(failing).rejects.toThrow("changed my mind");
  await change(await elsewhere(), "after");
  await hears(["key after"]);
});

test("commits out of order lose nothing: the earlier ID is announced when its transaction ends", async () => {
  const [slow, quick] = [await elsewhere(), await elsewhere()];
  await slow.query("BEGIN");
  await change(slow, "first");
  await change(quick, "second");
  await hears(["key second"]);
  await slow.query("COMMIT");
  await hears(["key second", "key first"]);
  await change(quick, "third");
  await hears(["key second", "key first", "key third"]);
});

test("an open writer somewhere else delays nothing, only the saved position waits for it", async () => {
  const [stranger, quick] = [await elsewhere(), await elsewhere()];
  await stranger.query("BEGIN");
  await stranger.query("INSERT INTO setting (key, value) VALUES ('open', '1')");
  const { rows } = await stranger.query<{ xid: string }>("SELECT pg_current_xact_id()::text AS xid");
  const open = BigInt(rows[0]?.xid ?? 0);
  await change(quick, "one");
  await change(quick, "two");
  await hears(["key one", "key two"]);
  expect(feed.position()).toBeLessThanOrEqual(open);
  await stranger.query("ROLLBACK");
  await change(quick, "three");
  await hears(["key one", "key two", "key three"]);
  // Writers in other databases of the same server count, too, for as long as they are open.
  await vi.waitFor(() => expect(feed.position()).toBeGreaterThan(open), { timeout: 10_000 });
});

test("with the push cut, the poll delivers", async () => {
  const client = await elsewhere();
  await client.query("ALTER TABLE change_log DISABLE TRIGGER change_log_announce");
  await change(client, "silent");
  await hears(["key silent"], 5000);
  await client.query("ALTER TABLE change_log ENABLE TRIGGER change_log_announce");
});

test("a lost connection is taken up again and what happened meanwhile is caught up with", async () => {
  const client = await elsewhere();
  const since = feed.connectedSince;
  await client.query("BEGIN");
  await change(client, "meanwhile");
  await client.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'keyward-changes' AND datname = current_database()",
  );
  await client.query("COMMIT");
  await hears(["key meanwhile"], 5000);
  expect(feed.healthy).toBe(true);
  expect(feed.connectedSince).not.toBe(since);
});

test("changes older than two hours are pruned, younger ones are kept", async () => {
  const client = await elsewhere();
  await client.query(
    `INSERT INTO change_log (kind, subject, at)
     VALUES ('key', 'old', now() - interval '121 minutes'), ('key', 'young', now() - interval '119 minutes')`,
  );
  await hears(["key old", "key young"]);
  const another = new ChangeFeed();
  await another.start();
  await another.stop();
  await vi.waitFor(async () => {
    const { rows } = await client.query("SELECT subject FROM change_log");
    expect(rows).toEqual([{ subject: "young" }]);
  });
});

test("a feed that was stopped says nothing and holds no connection", async () => {
  await feed.stop();
  await withTransaction((tx) => recordChange(tx, "key", "unheard"));
  expect(heard).toEqual([]);
  expect(feed.healthy).toBe(false);
  const { rows } = await (await elsewhere()).query(
    "SELECT FROM pg_stat_activity WHERE application_name = 'keyward-changes' AND datname = current_database()",
  );
  expect(rows).toHaveLength(0);
});

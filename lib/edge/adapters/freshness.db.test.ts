import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { recordChange } from "@/lib/changes/record";
import { db } from "@/lib/db/client";
import { closePool } from "@/lib/db/pool";
import { withTransaction } from "@/lib/db/transaction";
import { edgeEnv } from "@/lib/env";
import {
  makeKey,
  makeOrg,
  makeProduct,
  type TestKey,
  type TestOrg,
  type TestProduct,
} from "@/test/factories";
import { checkCall } from "../check";
import { generateSecret } from "../secret-format";
import { callOf } from "../testing/fixtures";
import { type EdgeState, edgeState } from "./edge-state";

let edge: EdgeState;
let org: TestOrg;
let product: TestProduct;
let clock = 0;

beforeAll(async () => {
  org = await makeOrg();
  product = await makeProduct({ slug: "fresh", paths: ["/fresh/{rest+}"], defaultQps: 1000 });
  edge = await edgeState();
});

afterAll(() => edge.stop());

async function call(secret: string, target = "/fresh/1", now = Date.now()): Promise<string> {
  clock += 10;
  const verdict = await checkCall(
    callOf({ target, headers: ["X-API-Key", secret], arrivedAt: clock }),
    edge.deps,
    now,
  );
  return verdict.kind === "refused" ? verdict.code : verdict.kind;
}

const activeKey = (): Promise<TestKey> => makeKey({ org, products: [product] });

/** Asks until the answer is the wanted one; fails after a second, the contract's bound. */
async function withinASecond(ask: () => Promise<string>, wanted: string): Promise<void> {
  await expect.poll(ask, { timeout: 1000, interval: 10 }).toBe(wanted);
}

/** As another instance would: its own connection, and only the change log to tell of it. */
async function elsewhere(sql: string, values: unknown[], kind: string, subject: string): Promise<void> {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  try {
    await client.query("begin");
    await client.query(sql, values);
    await client.query("insert into change_log (kind, subject) values ($1, $2)", [kind, subject]);
    await client.query("commit");
  } finally {
    await client.end();
  }
}

describe("a change in this process", () => {
  test("disabling refuses the very next call", async () => {
    const key = await activeKey();
    expect(await call(key.plaintext)).toBe("admitted");
    await withTransaction(async (tx) => {
      await tx.key.update({
        where: { id: key.id },
        data: { disabledAt: new Date(), disabledBy: "customer" },
      });
      await recordChange(tx, "key", key.id);
    });
    expect(await call(key.plaintext)).toBe("key_disabled");
  });

  test("suspending the org refuses the very next call of every key", async () => {
    const other = await makeOrg();
    const keys = await Promise.all([1, 2].map(() => makeKey({ org: other, products: [product] })));
    for (const key of keys) expect(await call(key.plaintext)).toBe("admitted");
    await withTransaction(async (tx) => {
      await tx.org.update({ where: { id: other.id }, data: { suspendedAt: new Date() } });
      await recordChange(tx, "org", other.id);
    });
    for (const key of keys) expect(await call(key.plaintext)).toBe("org_suspended");
  });

  test("a rolled back change changes nothing", async () => {
    const key = await activeKey();
    const attempt = withTransaction(async (tx) => {
      await tx.key.update({
        where: { id: key.id },
        data: { disabledAt: new Date(), disabledBy: "customer" },
      });
      await recordChange(tx, "key", key.id);
      throw new Error("no");
    });
    await expect(attempt).rejects.toThrow("no");
    expect(await call(key.plaintext)).toBe("admitted");
  });
});

describe("a change elsewhere is in force within a second", () => {
  test("disabling", async () => {
    const key = await activeKey();
    expect(await call(key.plaintext)).toBe("admitted");
    await elsewhere(
      "update key set disabled_at = now(), disabled_by = 'customer' where id = $1",
      [key.id],
      "key",
      key.id,
    );
    await withinASecond(() => call(key.plaintext), "key_disabled");
  });

  test("deleting: the key is as unknown as any stranger's", async () => {
    const key = await activeKey();
    expect(await call(key.plaintext)).toBe("admitted");
    await elsewhere("update key set deleted_at = now() where id = $1", [key.id], "key", key.id);
    await withinASecond(() => call(key.plaintext), "key_invalid");
  });

  test("creating, also after the secret was tried too early", async () => {
    const key = await activeKey();
    await db.key.update({ where: { id: key.id }, data: { deletedAt: new Date() } });
    expect(await call(key.plaintext)).toBe("key_invalid");
    await elsewhere("update key set deleted_at = null where id = $1", [key.id], "key", key.id);
    await withinASecond(() => call(key.plaintext), "admitted");
  });

  test("a product's new path", async () => {
    const key = await activeKey();
    expect(await call(key.plaintext, "/newer/1")).toBe("no_such_product");
    await elsewhere(
      "update endpoint_class set paths = array['/fresh/{rest+}', '/newer/{rest+}'] where id = $1",
      [product.classId],
      "product",
      product.id,
    );
    await withinASecond(() => call(key.plaintext, "/newer/1"), "admitted");
  });
});

test("every state of a key and its secret is told by its own code", async () => {
  const states = {
    active: "admitted",
    disabled: "key_disabled",
    disabled_by_staff: "key_disabled",
    deleted: "key_invalid",
    retired: "key_retired",
  } as const;
  for (const [state, code] of Object.entries(states)) {
    const key = await makeKey({ org, products: [product], state: state as keyof typeof states });
    expect([state, await call(key.plaintext)]).toEqual([state, code]);
  }
  const outsider = await makeKey({ org, products: [] });
  expect(await call(outsider.plaintext)).toBe("product_not_allowed");
});

test("the database away: known keys go on, unknown ones are 503 and never 401", async () => {
  const key = await activeKey();
  expect(await call(key.plaintext)).toBe("admitted");
  const url = edgeEnv().DATABASE_URL;
  edgeEnv().DATABASE_URL = "postgresql://nobody@127.0.0.1:1/none";
  await closePool();
  try {
    expect(await call(generateSecret())).toBe("keys_unavailable");
    expect(await call(key.plaintext)).toBe("admitted");
    expect(await call(key.plaintext, "/fresh/1", Date.now() + 120_000)).toBe("admitted");
  } finally {
    edgeEnv().DATABASE_URL = url;
    await closePool();
  }
  await new Promise((resolve) => setTimeout(resolve, 1100));
  expect(await call(generateSecret())).toBe("key_invalid");
});

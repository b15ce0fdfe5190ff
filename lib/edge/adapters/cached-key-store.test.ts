import { describe, expect, test } from "vitest";
import type { KeyEntry } from "../ports";
import { keyOf, NOON, orgOf } from "../testing/fixtures";
import { CachedKeyStore, type CacheOptions } from "./cached-key-store";
import type { Fill, KeySource } from "./key-source";

/** A source whose answers a test gives by hand, in any order. */
class Source implements KeySource {
  readonly asked: { digest: string; answer: (fill: Fill) => void; fail: (cause: Error) => void }[] = [];
  fetch(digest: string): Promise<Fill> {
    return new Promise((answer, fail) => this.asked.push({ digest, answer, fail }));
  }
  answer(at: number, entry: KeyEntry | null, sees: (xid: bigint) => boolean = () => true): void {
    this.asked[at]?.answer({ entry, sees });
  }
}

function storeOf(options: Partial<CacheOptions> = {}) {
  const source = new Source();
  return { source, store: new CachedKeyStore(source, { pauseAfterFailureMs: 0, ...options }) };
}

async function loaded(entry: KeyEntry | null, options: Partial<CacheOptions> = {}) {
  const { source, store } = storeOf(options);
  const loading = store.load("d", NOON);
  source.answer(0, entry);
  await loading;
  return { source, store };
}

const key = (subject: string, xid = 1n) => ({ kind: "key", subject, xid }) as const;
const org = (subject: string, xid = 1n) => ({ kind: "org", subject, xid }) as const;

describe("fresh", () => {
  test("an entry answers from memory until its end, and no read moves that end", async () => {
    const { store } = await loaded(keyOf());
    for (let second = 0; second < 60; second += 1)
      expect(store.peek("d", NOON + second * 1000)).toMatchObject({ keyId: "key_a" });
    expect(store.peek("d", NOON + 60_000)).toBeDefined();
    expect(store.peek("d", NOON + 60_001)).toBeUndefined();
  });

  test("a clock that was set back ends an entry instead of prolonging it", async () => {
    const { store } = await loaded(keyOf());
    expect(store.peek("d", NOON - 2000)).toBeUndefined();
  });

  test("look-ups of one secret are one look-up", async () => {
    const { source, store } = storeOf();
    const all = Array.from({ length: 50 }, () => store.load("d", NOON));
    expect(source.asked).toHaveLength(1);
    source.answer(0, keyOf());
    expect(new Set(await Promise.all(all)).size).toBe(1);
  });

  test("look-ups in flight are capped", async () => {
    const { store } = storeOf({ maxInFlight: 2 });
    void store.load("a", NOON);
    void store.load("b", NOON);
    await expect(store.load("c", NOON)).rejects.toMatchObject({ name: "StoreUnavailable" });
  });

  test("memory is bounded: what was loaded longest ago goes first", async () => {
    const { source, store } = storeOf({ maxEntries: 3 });
    for (let at = 0; at < 10; at += 1) {
      const loading = store.load(`d${at}`, NOON);
      source.answer(at, keyOf({ keyId: `key_${at}` }));
      await loading;
    }
    expect(store.size.entries).toBe(3);
    expect(store.peek("d9", NOON)).toBeDefined();
    expect(store.peek("d0", NOON)).toBeUndefined();
  });
});

describe("changes", () => {
  test("a changed key is forgotten at once, with all its secrets, and no other", async () => {
    const { source, store } = await loaded(keyOf());
    const entries = [keyOf({ secretId: "sec_b" }), keyOf({ keyId: "key_b" })];
    for (const [at, entry] of entries.entries()) {
      const loading = store.load(`d${at}`, NOON);
      source.answer(at + 1, entry);
      await loading;
    }
    store.apply(key("key_a"));
    expect(["d", "d0", "d1"].map((digest) => store.peek(digest, NOON)?.keyId)).toEqual([
      undefined,
      undefined,
      "key_b",
    ]);
  });

  test("a changed org takes all its keys along", async () => {
    const { store } = await loaded(keyOf());
    store.apply(org("org_b"));
    expect(store.peek("d", NOON)).toBeDefined();
    store.apply(org("org_a"));
    expect(store.peek("d", NOON)).toBeUndefined();
  });

  test("a row that shows an org suspended suspends what was loaded before it", async () => {
    const { source, store } = await loaded(keyOf());
    const loading = store.load("e", NOON);
    source.answer(1, keyOf({ keyId: "key_b", org: orgOf({ suspendedAt: NOON }) }));
    await loading;
    expect(store.peek("d", NOON)).toBeUndefined();
    expect(store.peek("e", NOON)).toMatchObject({ org: { suspendedAt: NOON } });
  });

  test("a slow read that began before a change does not bring the old truth back", async () => {
    const { source, store } = storeOf();
    const loading = store.load("d", NOON);
    store.apply(key("key_a", 7n));
    source.answer(0, keyOf(), (xid) => xid < 7n);
    await Promise.resolve();
    await Promise.resolve();
    expect(source.asked).toHaveLength(2);
    source.answer(1, keyOf({ disabledAt: NOON }));
    expect(await loading).toMatchObject({ disabledAt: NOON });
  });

  test("a read that already saw the change is kept", async () => {
    const { source, store } = storeOf();
    const loading = store.load("d", NOON);
    store.apply(key("key_a", 7n));
    source.answer(0, keyOf({ disabledAt: NOON }), () => true);
    expect(await loading).toMatchObject({ disabledAt: NOON });
    expect(source.asked).toHaveLength(1);
  });

  test("changes of others do not disturb a read", async () => {
    const { source, store } = storeOf();
    const loading = store.load("d", NOON);
    store.apply(key("key_b", 7n));
    store.apply(org("org_b", 8n));
    source.answer(0, keyOf(), () => false);
    expect(await loading).toMatchObject({ keyId: "key_a" });
  });

  test("an answer that is overtaken for ever is no answer", async () => {
    const store = new CachedKeyStore({
      fetch: async () => {
        store.apply(org("org_a", 9n));
        return { entry: keyOf(), sees: () => false };
      },
    });
    await expect(store.load("d", NOON)).rejects.toMatchObject({ name: "StoreUnavailable" });
  });
});

describe("unknown secrets", () => {
  test("are remembered shortly", async () => {
    const { store } = await loaded(null);
    expect(store.peek("d", NOON + 1999)).toBeNull();
    expect(store.peek("d", NOON + 2000)).toBeUndefined();
  });

  test("are forgotten when any key changes: it may be the one just created", async () => {
    const { store } = await loaded(null);
    store.apply(key("key_new"));
    expect(store.peek("d", NOON)).toBeUndefined();
  });

  test("a read that missed a creation under way is repeated", async () => {
    const { source, store } = storeOf();
    const loading = store.load("d", NOON);
    store.apply(key("key_new", 7n));
    source.answer(0, null, (xid) => xid < 7n);
    await Promise.resolve();
    await Promise.resolve();
    source.answer(1, keyOf({ keyId: "key_new" }));
    expect(await loading).toMatchObject({ keyId: "key_new" });
  });

  test("take bounded memory", async () => {
    const store = new CachedKeyStore(
      { fetch: async () => ({ entry: null, sees: () => true }) },
      { maxNegatives: 100 },
    );
    for (let at = 0; at < 1000; at += 1) await store.load(`d${at}`, NOON);
    expect(store.size).toMatchObject({ entries: 0, negatives: 100 });
  });
});

test("two looks at one version of a key are known to be the same, and a look stays true when the key has changed", async () => {
  const { store, source } = await loaded(keyOf({ disabledAt: 1 }));
  const before = store.peek("d", NOON);
  expect(store.peek("d", NOON)?.identity).toBe(before?.identity);
  store.apply(key("key_a"));
  const loading = store.load("d", NOON);
  source.answer(1, keyOf({ access: "read" }));
  const after = await loading;
  expect(after?.identity).not.toBe(before?.identity);
  expect([before?.disabledAt, before?.access]).toEqual([1, "write"]);
  expect([after?.disabledAt, after?.access]).toEqual([null, "read"]);
});

test("a note of the limiter dies with the version it was made of", async () => {
  const { store, source } = await loaded(keyOf());
  const before = store.peek("d", NOON);
  if (!before) throw new Error("The key is in memory.");
  Object.assign(before, { shelf: 7, logAt: 9 });
  expect(store.peek("d", NOON)).toMatchObject({ shelf: 7, logAt: 9 });
  store.apply(key("key_a"));
  const loading = store.load("d", NOON);
  source.answer(1, keyOf());
  expect(await loading).toMatchObject({ shelf: 0, logAt: 0 });
  Object.assign(before, { shelf: 8 });
  expect(store.peek("d", NOON)).toMatchObject({ shelf: 0 });
});

describe("the source away", () => {
  async function away(options: Partial<CacheOptions> = {}, entry = keyOf()) {
    const known = await loaded(entry, options);
    let asked = 1;
    const load = (digest: string, now: number) => {
      const loading = known.store.load(digest, now);
      known.source.asked[asked]?.fail(new Error("connection refused"));
      asked = known.source.asked.length;
      return loading;
    };
    return { ...known, load };
  }

  test("a known key goes on until its stale end, and not a moment longer", async () => {
    const { load } = await away();
    expect(await load("d", NOON + 61_000)).toMatchObject({ keyId: "key_a" });
    expect(await load("d", NOON + 900_000)).toMatchObject({ keyId: "key_a" });
    await expect(load("d", NOON + 900_001)).rejects.toMatchObject({ name: "StoreUnavailable" });
  });

  test("an org that asked for less gets less", async () => {
    const { load } = await away({}, keyOf({ org: orgOf({ staleIfErrorSeconds: 100 }) }));
    expect(await load("d", NOON + 100_000)).toMatchObject({ keyId: "key_a" });
    await expect(load("d", NOON + 100_001)).rejects.toMatchObject({ name: "StoreUnavailable" });
  });

  test("an unknown one is never called unknown", async () => {
    const { load } = await away();
    await expect(load("x", NOON)).rejects.toMatchObject({ name: "StoreUnavailable" });
  });

  test("what a change made untrue is not served stale", async () => {
    const { load, store } = await away();
    store.apply(key("key_a"));
    await expect(load("d", NOON + 61_000)).rejects.toMatchObject({ name: "StoreUnavailable" });
  });

  test("it is left alone for a moment after a failure", async () => {
    const { load, source } = await away({ pauseAfterFailureMs: 60_000 });
    await load("d", NOON + 61_000);
    expect(await load("d", NOON + 62_000)).toMatchObject({ keyId: "key_a" });
    expect(source.asked).toHaveLength(2);
  });
});

import { describe, expect, test } from "vitest";
import type { KeyStore } from "../ports";
import { generateSecret } from "../secret-format";
import { nodeDigest } from "./node-crypto";

/** What a kind of store must offer to be held to the contract. */
export type StoreUnderTest = {
  readonly store: KeyStore;
  /** Makes a key and tells its secret. */
  add(): Promise<{ keyId: string; secret: string }>;
  /** Deletes a key of it, the way the world would, and returns when the store has heard of it. */
  remove(key: { keyId: string; secret: string }): Promise<void>;
};

/** The promises every `KeyStore` keeps; run for each kind of store there is. */
export function keyStoreContract(name: string, make: () => Promise<StoreUnderTest>): void {
  describe(`${name} keeps the contract of a key store`, () => {
    const now = Date.now();

    test("a known secret leads to its key, from memory once loaded", async () => {
      const { store, add } = await make();
      const { keyId, secret } = await add();
      expect(await store.load(nodeDigest(secret), now)).toMatchObject({ keyId });
      expect(store.peek(nodeDigest(secret), now)).toMatchObject({ keyId });
    });

    test("a stranger's secret is null, which is not the same as not in memory", async () => {
      const { store } = await make();
      const digest = nodeDigest(generateSecret());
      expect(await store.load(digest, now)).toBeNull();
      expect(store.peek(digest, now)).toBeNull();
    });

    test("a key created after its secret was tried works", async () => {
      const { store, add, remove } = await make();
      const key = await add();
      await remove(key);
      expect(await store.load(nodeDigest(key.secret), now)).toBeNull();
      const next = await add();
      expect(await store.load(nodeDigest(next.secret), now)).toMatchObject({ keyId: next.keyId });
    });

    test("a deleted key is unknown at once", async () => {
      const { store, add, remove } = await make();
      const key = await add();
      await store.load(nodeDigest(key.secret), now);
      await remove(key);
      expect(store.peek(nodeDigest(key.secret), now) ?? null).toBeNull();
      expect(await store.load(nodeDigest(key.secret), now)).toBeNull();
    });
  });
}

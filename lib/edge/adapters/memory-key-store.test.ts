import { generateSecret } from "../secret-format";
import { keyOf } from "../testing/fixtures";
import { keyStoreContract } from "./contract";
import { MemoryKeyStore } from "./memory-key-store";
import { nodeDigest } from "./node-crypto";

keyStoreContract("memory", async () => {
  const store = new MemoryKeyStore();
  let made = 0;
  return {
    store,
    async add() {
      made += 1;
      const key = { keyId: `key_${made}`, secret: generateSecret() };
      store.set(nodeDigest(key.secret), keyOf({ keyId: key.keyId }));
      return key;
    },
    async remove({ secret }) {
      store.delete(nodeDigest(secret));
    },
  };
});

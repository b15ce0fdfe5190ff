import { onCommitted } from "@/lib/changes/pending";
import { recordChange } from "@/lib/changes/record";
import { pool } from "@/lib/db/pool";
import { withTransaction } from "@/lib/db/transaction";
import { makeKey, makeOrg } from "@/test/factories";
import { CachedKeyStore } from "./cached-key-store";
import { keyStoreContract } from "./contract";
import { postgresKeySource } from "./postgres-key-source";

keyStoreContract("Postgres behind the cache", async () => {
  const store = new CachedKeyStore(postgresKeySource(pool));
  onCommitted((changes) => {
    for (const change of changes) store.apply(change);
  });
  const org = await makeOrg();
  return {
    store,
    async add() {
      const { id, plaintext } = await makeKey({ org });
      return { keyId: id, secret: plaintext };
    },
    async remove({ keyId }) {
      await withTransaction(async (tx) => {
        await tx.key.update({ where: { id: keyId }, data: { deletedAt: new Date() } });
        await recordChange(tx, "key", keyId);
      });
    },
  };
});

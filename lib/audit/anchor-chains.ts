import { z } from "zod";
import { db } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { masterKeyring } from "@/lib/sealing/keyring";
import { newId } from "@/lib/std/id";
import { emitAudit, PROVIDER_CHAIN } from "./emit";

const BATCH = 100;

const Chains = z.array(z.object({ chain: z.string() }));

/**
 * Appends an entry under the newest master key to up to a hundred chains whose last one is of another: from then on
 * everything before it is held by the new key, too, and who has the former one cannot rewrite it unseen.
 * @returns How many chains got one; 0: every chain ends under the newest key.
 */
export async function anchorChains(now: Date): Promise<number> {
  const { version } = masterKeyring().current;
  const chains = Chains.parse(
    await db.$queryRaw`
      SELECT head.chain FROM audit_head head
      JOIN audit_entry entry ON entry.chain = head.chain AND entry.seq = head.seq
      WHERE entry.key_version <> ${version} ORDER BY head.chain LIMIT ${BATCH}`,
  );
  for (const { chain } of chains) {
    const actor = { type: "system" as const, id: "material" };
    const from = { requestId: newId("request"), ip: "", userAgent: "", now, actor };
    const event = {
      action: "audit.key_changed",
      targetType: "org",
      targetId: chain,
      after: { keyVersion: version },
    };
    await withTransaction((tx) =>
      emitAudit(tx, chain === PROVIDER_CHAIN ? from : { ...from, org: { id: chain } }, event),
    );
  }
  return chains.length;
}

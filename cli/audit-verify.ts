// npm run audit:verify: walks every audit chain of the database of DATABASE_URL, or else of the embedded one in .data,
// and compares it with the heads that were written outside the database.
import { readHeads } from "@/lib/audit/heads";
import { verifyChain } from "@/lib/audit/verify";
import { db } from "@/lib/db/client";
import { withDatabase } from "./operator/with-database";

const SENTENCES = {
  changed: "was changed or moved",
  missing: "is missing",
  cut: "and everything after it was cut off",
  rewritten: "is not the one that was there before",
  key_missing: "needs a master key that is not in the ring",
} as const;

await withDatabase(async (dataDir) => {
  const outside = await readHeads(dataDir);
  const inside = await db.auditEntry.groupBy({ by: ["chain"], orderBy: { chain: "asc" } });
  const chains = new Set([...inside.map(({ chain }) => chain), ...outside.keys()]);
  let broken = 0;
  for (const chain of chains) {
    const verdict = await verifyChain(chain, outside.get(chain));
    if (!verdict.ok) broken += 1;
    const finding = verdict.ok
      ? `${verdict.entries} entries, unbroken${outside.has(chain) ? "" : " (no outside head)"}`
      : `BROKEN: entry ${verdict.seq} ${SENTENCES[verdict.problem]}`;
    console.log(`${chain}  ${finding}`);
  }
  console.log(`${chains.size} chains, ${broken} broken.`);
  if (broken > 0) process.exitCode = 1;
});

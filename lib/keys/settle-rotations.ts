import { z } from "zod";
import { db } from "@/lib/db/client";
import { eachKey } from "./each-key";
import { jobContext } from "./job-context";
import { settledRotation } from "./rotation-rows";

const BATCH = 200;

/**
 * Writes down what time and first uses have decided about rotations: secrets whose end has come are retired and their
 * ciphertext is erased; a first use of an awaiting secret makes it current and moves the old one's end earlier.
 *
 * The edge needs none of this to refuse an ended secret: it judges the end by its own clock. Every instance may run it; a
 * key that somebody is at work on waits for the next run. Looks at retiring secrets only, through their partial index.
 * @returns How many keys were settled.
 * @throws {AggregateError} What failed; the other keys were settled.
 */
export async function settleRotations(now: Date): Promise<number> {
  const due = await db.$queryRaw`
    SELECT old.key_id AS "keyId"
    FROM secret old
    JOIN secret live ON live.key_id = old.key_id AND live.status IN ('current', 'awaiting')
    WHERE old.status = 'retiring' AND (
      old.retires_at <= ${now}::timestamptz
      OR (live.status = 'awaiting' AND EXISTS (SELECT FROM secret_last_used used WHERE used.secret_id = live.id)))
    ORDER BY old.retires_at
    LIMIT ${BATCH}`;
  const keyIds = z.array(z.object({ keyId: z.string() })).parse(due);
  return eachKey(
    keyIds.map(({ keyId }) => keyId),
    async (tx, key) => {
      await settledRotation(tx, jobContext("rotation", key.orgId, now), key);
      return true;
    },
  );
}

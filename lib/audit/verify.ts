import { db } from "@/lib/db/client";
import { allAuditKeys } from "./archived-keys";
import type { Json } from "./canonical";
import { entryMac, GENESIS } from "./chain";

/** A chain's head as it was kept outside the database. */
export type OutsideHead = { seq: bigint; mac: string };

export type Verdict =
  | { ok: true; entries: bigint }
  /** `seq`: the first entry that cannot be trusted. */
  | { ok: false; seq: bigint; problem: "changed" | "missing" | "cut" | "rewritten" | "key_missing" };

const PAGE = 1000;

/**
 * Walks a chain from its first entry and answers the first thing that is wrong.
 *
 * `changed`: an entry was edited or moved. `missing`: one was taken out. `cut`: the end was taken off. `rewritten`: the
 * chain holds, but is not the one that was there when `outside` was written. `key_missing`: the key of an entry is
 * neither in the ring nor archived. Without `outside` a cut that also moved the head back is not found.
 */
export async function verifyChain(chain: string, outside?: OutsideHead): Promise<Verdict> {
  const keys = await allAuditKeys();
  let last = { seq: 0n, mac: GENESIS as Uint8Array };
  for (;;) {
    const page = await db.auditEntry.findMany({
      where: { chain, seq: { gt: last.seq } },
      orderBy: { seq: "asc" },
      take: PAGE,
    });
    for (const { mac, ...entry } of page) {
      const expectedSeq = last.seq + 1n;
      if (entry.seq !== expectedSeq) return { ok: false, seq: expectedSeq, problem: "missing" };
      const expected = entryMac(
        { ...entry, before: entry.before as Json, after: entry.after as Json },
        last.mac,
        keys,
      );
      if (!expected) return { ok: false, seq: entry.seq, problem: "key_missing" };
      if (!isSame(mac, expected)) return { ok: false, seq: entry.seq, problem: "changed" };
      if (outside?.seq === entry.seq && toHex(mac) !== outside.mac) {
        return { ok: false, seq: entry.seq, problem: "rewritten" };
      }
      last = { seq: entry.seq, mac };
    }
    if (page.length < PAGE) break;
  }
  return checkEnd(chain, last, outside);
}

async function checkEnd(
  chain: string,
  last: { seq: bigint; mac: Uint8Array },
  outside: OutsideHead | undefined,
): Promise<Verdict> {
  const head = await db.auditHead.findUnique({ where: { chain } });
  // Entries appended while we walked are beyond `last`, never before it.
  const newer = await db.auditEntry.count({ where: { chain, seq: { gt: last.seq } } });
  const isCut =
    (head?.seq ?? 0n) > last.seq + BigInt(newer) || (outside !== undefined && outside.seq > last.seq);
  if (isCut) return { ok: false, seq: last.seq + 1n, problem: "cut" };
  if (newer === 0 && (head ? head.seq !== last.seq || !isSame(head.mac, last.mac) : last.seq > 0n)) {
    return { ok: false, seq: last.seq, problem: "changed" };
  }
  return { ok: true, entries: last.seq };
}

function isSame(left: Uint8Array, right: Uint8Array): boolean {
  return Buffer.compare(left, right) === 0;
}

function toHex(mac: Uint8Array): string {
  return Buffer.from(mac).toString("hex");
}

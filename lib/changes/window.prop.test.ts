import fc from "fast-check";
import { expect, test } from "vitest";
import type { Change } from "./change";
import { ChangeWindow } from "./window";

type Tx = { xid: bigint; changes: Change[]; commitsAt: number };

/** Transactions that take their IDs in order and commit in any order, a read now and then. */
const history = fc.record({
  commits: fc.array(fc.record({ rows: fc.integer({ min: 0, max: 3 }), commitsAt: fc.nat(40) }), {
    maxLength: 12,
  }),
  reads: fc.array(fc.nat(41), { maxLength: 12 }),
});

test("every change is announced exactly once, in whatever order transactions commit and however often one reads", () => {
  fc.assert(
    fc.property(history, ({ commits, reads }) => {
      let id = 0n;
      const txs: Tx[] = commits.map(({ rows, commitsAt }, n) => {
        const xid = BigInt(n + 1);
        const changes = Array.from({ length: rows }, () => ({
          id: ++id,
          xid,
          kind: "key" as const,
          subject: `${id}`,
        }));
        return { xid, changes, commitsAt };
      });
      const window = new ChangeWindow();
      const announced: bigint[] = [];
      for (const at of [...reads.sort((a, b) => a - b), 100]) {
        const open = txs.filter(({ commitsAt }) => commitsAt > at).map(({ xid }) => xid);
        const xmin = open[0] ?? BigInt(txs.length + 1);
        const visible = txs
          .filter(({ commitsAt, xid }) => commitsAt <= at && xid >= window.position)
          .flatMap(({ changes }) => changes);
        announced.push(...window.takeNew(visible).map((change) => change.id));
        window.moveTo(xmin);
      }
      expect(announced.toSorted((a, b) => Number(a - b))).toEqual(
        txs.flatMap(({ changes }) => changes.map((c) => c.id)),
      );
    }),
  );
});

test("what this process announced itself is not announced again when it is read", () => {
  const window = new ChangeWindow();
  const change: Change = { id: 1n, xid: 10n, kind: "key", subject: "key_1" };
  expect(window.takeNew([change])).toEqual([change]);
  window.moveTo(10n);
  expect(window.takeNew([change])).toEqual([]);
  window.moveTo(11n);
  expect(window.takeNew([change])).toEqual([]);
});

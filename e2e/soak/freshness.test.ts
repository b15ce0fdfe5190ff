import { afterAll, beforeAll, expect, test } from "vitest";
import { startWorld, type World } from "../faults/world";

const CHANGES = 200;

let world: World;

beforeAll(async () => {
  world = await startWorld();
  await world.keyward.start();
});
afterAll(() => world?.stop());

test(`${CHANGES} times a key is disabled by another process: the last accepted call comes within a second of the commit`, async () => {
  const { withTransaction } = await import("@/lib/db/transaction");
  const { recordChange } = await import("@/lib/changes/record");
  const setDisabled = (disabledAt: Date | null) =>
    withTransaction(async (tx) => {
      const disabledBy = disabledAt === null ? null : "customer";
      await tx.key.update({
        where: { id: world.key.id },
        data: { disabledAt, disabledBy, disabledReason: disabledBy && "Soak." },
        select: { id: true },
      });
      await recordChange(tx, "key", world.key.id);
    });
  const delays: number[] = [];
  for (let change = 0; change < CHANGES; change++) {
    await setDisabled(null);
    while ((await world.call("/witness/fresh")).status !== 200);
    await setDisabled(new Date());
    const committed = performance.now();
    while ((await world.call("/witness/fresh")).status === 200);
    delays.push(performance.now() - committed);
  }
  delays.sort((a, b) => a - b);
  const at = (part: number) => delays[Math.floor(part * (delays.length - 1))]?.toFixed(1);
  process.stdout.write(
    `from commit to the first refusal: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, most ${at(1)} ms\n`,
  );
  expect(delays[Math.floor(0.99 * (delays.length - 1))]).toBeLessThan(1_000);
}, 600_000);

import { setTimeout as sleep } from "node:timers/promises";
import { settledCount } from "../faults/world";
import { type Fleet, statusAt } from "./fleet";

/** Kills the one edge of a fleet at random moments under load; how many answers were whole so long before each kill. */
export async function killOften({ world, edges }: Fleet, kills: number, marginMs: number) {
  const [edge] = edges;
  if (edge === undefined) throw new Error("There is no edge.");
  let answered = 0;
  let sent = 0;
  for (let kill = 1; kill <= kills; kill++) {
    const answers: number[] = [];
    let isOver = false;
    const caller = async () => {
      while (!isOver) {
        sent += 1;
        const status = await statusAt(edge, world.key.plaintext).catch(() => 0);
        if (status === 200) answers.push(performance.now());
        else if (status === 0) await sleep(2);
      }
    };
    const callers = Array.from({ length: 8 }, caller);
    while (answers.length < 20) await sleep(2);
    await sleep(Math.random() * 1000);
    const killedAt = performance.now();
    await edge.kill();
    isOver = true;
    await Promise.all(callers);
    answered += answers.filter((at) => at < killedAt - marginMs).length;
    await edge.start();
  }
  const upstream = world.witness.seen.length;
  // Without a margin nothing may be missing, so it is waited for.
  const counted = await settledCount(world, world.key.id, marginMs === 0 ? upstream : answered);
  process.stdout.write(
    `${kills} kills: answered ${answered}, counted ${counted}, reached the upstream ${upstream}, sent ${sent}\n`,
  );
  return { answered, counted, upstream, sent };
}

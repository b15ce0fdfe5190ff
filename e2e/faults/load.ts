import { setTimeout as sleep } from "node:timers/promises";
import type { World } from "./world";

/** Eight callers in closed loops, noting when each whole answer was in. */
export function startLoad({ call }: World) {
  let isOver = false;
  const answers: number[] = [];
  const caller = async () => {
    while (!isOver) {
      try {
        const answer = await call("/witness/load");
        await answer.text();
        if (answer.status === 200) answers.push(performance.now());
      } catch {
        await sleep(5);
      }
    }
  };
  const callers = Array.from({ length: 8 }, caller);
  return {
    answers,
    end: async () => {
      isOver = true;
      await Promise.all(callers);
    },
  };
}

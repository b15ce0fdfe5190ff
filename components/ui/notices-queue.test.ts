import { expect, test } from "vitest";
import { onWaitingNotice, queueNotice, takeNotices } from "./notices-queue";

test("a notice waits for what shows it, wakes it, and is shown once, in its turn", () => {
  const shown: string[] = [];
  let woken = 0;
  queueNotice({ kind: "done", message: "first" });
  const stopWaiting = onWaitingNotice(() => {
    woken += 1;
  });
  queueNotice({ kind: "failed", message: "second" });
  const stopTaking = takeNotices(({ message }) => shown.push(message));
  queueNotice({ kind: "info", message: "third" });
  expect(woken).toBe(2);
  expect(shown).toEqual(["first", "second", "third"]);
  stopTaking();
  stopWaiting();
});

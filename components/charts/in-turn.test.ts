import { expect, test } from "vitest";
import { inTurn } from "./in-turn";

test("one goes after the other, in a task of its own", async () => {
  const seen: string[] = [];
  const first = inTurn(
    async () => "first",
    (loaded) => {
      seen.push(loaded);
      setTimeout(() => seen.push("a task"));
    },
  );
  const second = inTurn(
    async () => "second",
    (loaded) => seen.push(loaded),
  );
  await Promise.all([first, second]);
  expect(seen).toEqual(["first", "a task", "second"]);
});

test("what cannot be fetched does not go, and holds nobody up", async () => {
  const seen: string[] = [];
  const failing = inTurn(
    () => Promise.reject(new Error("gone")),
    () => seen.push("never"),
  );
  const next = inTurn(
    async () => "next",
    (loaded) => seen.push(loaded),
  );
  await expect(failing).rejects.toThrow("gone");
  await next;
  expect(seen).toEqual(["next"]);
});

import { expect, test } from "vitest";
import { askedAt, clockOf, dueAfterAnswer } from "./clock";

const at = (minute: number) => new Date(1_772_452_800_000 + minute * 60_000);
const said = (...kinds: ["question" | "answer" | "comment", number][]) =>
  kinds.map(([kind, minute]) => ({ kind, at: at(minute) }));

test("a question is open since the first one that nobody has answered", () => {
  expect(askedAt(said(["comment", 1]))).toBeNull();
  expect(askedAt(said(["question", 1], ["comment", 2], ["question", 3]))).toEqual(at(1));
  expect(askedAt(said(["question", 1], ["answer", 2]))).toBeNull();
  expect(askedAt(said(["question", 1], ["answer", 2], ["question", 5]))).toEqual(at(5));
});

test("an answer moves the promise by as long as the question was open, never back", () => {
  expect(dueAfterAnswer(at(100), at(10), at(40))).toEqual(at(130));
  expect(dueAfterAnswer(at(100), at(40), at(10))).toEqual(at(100));
});

test("the clock waits while a question is open, and only a pending request is overdue", () => {
  const messages = said(["question", 10]);
  expect(clockOf({ status: "question", dueAt: at(100), messages }, at(500))).toEqual({
    isOverdue: false,
    waitingMs: 90 * 60_000,
  });
  expect(clockOf({ status: "pending", dueAt: at(100), messages: [] }, at(101))).toEqual({
    isOverdue: true,
    waitingMs: null,
  });
  expect(clockOf({ status: "rejected", dueAt: at(100), messages: [] }, at(101)).isOverdue).toBe(false);
  expect(clockOf({ status: "draft", dueAt: null, messages: [] }, at(0)).isOverdue).toBe(false);
});

import { expect, test } from "vitest";
import { ERROR_CODES } from "@/lib/errors/codes";
import { refusalWords } from "./refusal-words";

const { message } = ERROR_CODES.too_many_attempts;

test.each([
  [1, "Too many attempts. Try again in 1 second."],
  [30, "Too many attempts. Try again in 30 seconds."],
  [120, "Too many attempts. Try again in 2 minutes."],
  [901, "Too many attempts. Try again in 16 minutes."],
])("a wait of %i s is said in words", (retryAfterSeconds, words) => {
  expect(refusalWords({ message, retryAfterSeconds })).toBe(words);
});

test("a refusal without a wait keeps its sentence", () => {
  expect(refusalWords({ message: "This link has expired." })).toBe("This link has expired.");
});

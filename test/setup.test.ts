import { expect, test, vi } from "vitest";

// Each of these is green only because the guard of test/setup.ts makes it red.
test.fails("console.error fails a test", () => {
  // biome-ignore lint/suspicious/noConsole: the guard against it is what is tested.
  console.error("something is wrong");
});

test.fails("console.warn fails a test", () => {
  // biome-ignore lint/suspicious/noConsole: the guard against it is what is tested.
  console.warn("something is odd");
});

test("a test that expects a complaint asks for it", () => {
  const complain = vi.spyOn(console, "error").mockImplementation(() => undefined);
  // biome-ignore lint/suspicious/noConsole: the guard against it is what is tested.
  console.error("expected");
  expect(complain).toHaveBeenCalledOnce();
});

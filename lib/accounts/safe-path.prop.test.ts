import fc from "fast-check";
import { expect, test } from "vitest";
import { safePath } from "./safe-path";

const PARTS = [
  "/",
  "\\",
  "//",
  ".",
  "..",
  "@",
  ":",
  "evil.test",
  "\t",
  "\n",
  "%2f",
  "%5c",
  "http:",
  "a",
  "?",
  "#",
  " ",
];

test("whatever is kept stays on our origin, wherever a browser resolves it", () => {
  const target = fc.oneof(
    fc.string(),
    fc.array(fc.constantFrom(...PARTS)).map((parts) => `/${parts.join("")}`),
  );
  fc.assert(
    fc.property(target, (value) => {
      const path = safePath(value);
      if (path === null) return;
      for (const base of ["https://keys.example.com/sign-in", "http://localhost:3000/a/b?c"]) {
        expect(new URL(path, base).origin).toBe(new URL(base).origin);
      }
    }),
    { seed: 20261122, numRuns: 20_000 },
  );
});

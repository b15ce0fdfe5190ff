import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { format } from "node:util";
import fc from "fast-check";
import { afterAll, afterEach, vi } from "vitest";
import { newKeys } from "@/lib/sealing/provision";

// Files share a process, not what modules keep: each begins with modules of its own, which then make all they share anew.
vi.resetModules();
for (const shared of Object.getOwnPropertySymbols(globalThis)) {
  if (Symbol.keyFor(shared)?.startsWith("keyward.")) Reflect.deleteProperty(globalThis, shared);
}

// Nor do they share what one of them set.
const given = { ...process.env };
afterAll(() => {
  for (const name of Object.keys(process.env)) if (!(name in given)) delete process.env[name];
  Object.assign(process.env, given);
});

// A property that fails once must fail again: the seed is fixed, so a failure is never a matter of luck.
fc.configureGlobal({ seed: 20_261_122 });

const dataDir = mkdtempSync(join(tmpdir(), "keyward-test-"));
Object.assign(process.env, {
  PUBLIC_URL: "http://localhost:3000",
  // Nothing listens there: a unit test that reaches for the database fails. `test/db.ts` sets a real one.
  DATABASE_URL: "postgresql://nobody@127.0.0.1:1/none",
  DATA_DIR: dataDir,
  KEYWARD_DEMO: "1",
  ...newKeys(),
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

// What the product complains about, a test must have asked for: `vi.spyOn(console, "error").mockImplementation(…)`.
const complaints: string[] = [];
const note = (...args: unknown[]) => complaints.push(format(...args));
Object.assign(console, { error: note, warn: note });
afterEach(() => {
  const seen = complaints.splice(0);
  if (seen.length > 0) throw new Error(`The test passed, but something complained:\n${seen.join("\n")}`);
});

import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { parseKeyring } from "./keyring";
import { provisionKeys } from "./provision";

const dir = mkdtempSync(join(tmpdir(), "keyward-"));
afterAll(() => rmSync(dir, { recursive: true }));

test("keys are made once, kept for their owner's eyes only, and differ from one another", () => {
  const first = provisionKeys(dir);
  expect(provisionKeys(dir)).toEqual(first);
  expect(statSync(join(dir, "keys.json")).mode & 0o777).toBe(0o600);
  expect(new Set(Object.values(first)).size).toBe(4);
  for (const name of ["KEYWARD_MASTER_KEY", "KEYWARD_PEPPER", "KEYWARD_EDGE_KEY"] as const) {
    expect(parseKeyring(first[name]).current.version).toBe(1);
  }
});

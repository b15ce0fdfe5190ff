import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { canReach } from "./account";

const root = mkdtempSync(join(tmpdir(), "keyward-"));
const folder = join(root, "folder");
const file = join(folder, "file");
const stranger = { uid: 54_321, gid: 54_321 };

mkdirSync(folder);
writeFileSync(file, "");
afterAll(() => rmSync(root, { recursive: true }));
beforeEach(() => {
  for (const path of [root, folder]) chmodSync(path, 0o755);
  chmodSync(file, 0o644);
});

test("a stranger reaches what is open to all", () => {
  expect(canReach(stranger, file)).toBe(true);
  expect(canReach(stranger, folder)).toBe(true);
});

test("one closed folder anywhere above is enough to keep a stranger out", () => {
  chmodSync(root, 0o700);
  expect(canReach(stranger, file)).toBe(false);
  expect(canReach(stranger, folder)).toBe(false);
});

test("a folder one may pass through but not list is reachable; a file one may not read is not", () => {
  chmodSync(folder, 0o711);
  expect(canReach(stranger, file)).toBe(true);
  chmodSync(file, 0o600);
  expect(canReach(stranger, file)).toBe(false);
});

test("our own account reaches whatever we do", () => {
  chmodSync(root, 0o700);
  expect(canReach(undefined, file)).toBe(true);
});

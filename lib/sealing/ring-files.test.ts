import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { provisionKeys } from "./provision";
import { ringFile } from "./ring-files";

const dir = mkdtempSync(join(tmpdir(), "keyward-"));
afterAll(() => rmSync(dir, { recursive: true }));

test("a ring in a file of its own is replaced whole, for its owner's eyes only", () => {
  const path = join(dir, "pepper");
  writeFileSync(path, "1:a\n");
  const file = ringFile("pepper", { KEYWARD_PEPPER_FILE: path }, dir);
  expect(file?.text).toBe("1:a");
  file?.write("1:a,2:b");
  expect(readFileSync(path, "utf8")).toBe("1:a,2:b\n");
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readdirSync(dir)).toEqual(["pepper"]);
});

test("a ring that Keyward made itself is changed among its others, which stay", () => {
  const made = provisionKeys(dir);
  ringFile("edge", {}, dir)?.write("2:b");
  expect(provisionKeys(dir)).toEqual({ ...made, KEYWARD_EDGE_KEY: "2:b" });
});

test("a ring of a secret manager, or in the environment itself, is no file of ours", () => {
  expect(ringFile("edge", { KEYWARD_EDGE_KEY_COMMAND: "vault read" }, dir)).toBeNull();
  expect(ringFile("edge", { KEYWARD_EDGE_KEY: "1:a" }, dir)).toBeNull();
  expect(ringFile("edge", {}, join(dir, "nowhere"))).toBeNull();
});

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { withExternalKeys } from "./external-keys";

const dir = mkdtempSync(join(tmpdir(), "keyward-"));
afterAll(() => rmSync(dir, { recursive: true }));

test("a key may come from a file or from what a command prints", () => {
  const file = join(dir, "pepper");
  writeFileSync(file, "1:from-a-file\n");
  expect(
    withExternalKeys({ KEYWARD_PEPPER_FILE: file, KEYWARD_EDGE_KEY_COMMAND: "printf 1:printed", PORT: "1" }),
  ).toMatchObject({ KEYWARD_PEPPER: "1:from-a-file", KEYWARD_EDGE_KEY: "1:printed", PORT: "1" });
});

test("a key given in two ways is refused, because one of them would be silently wrong", () => {
  expect(() => withExternalKeys({ KEYWARD_PEPPER: "1:x", KEYWARD_PEPPER_FILE: "/x" })).toThrow(
    "set only one of KEYWARD_PEPPER, KEYWARD_PEPPER_FILE",
  );
});

test("a failing source names its setting and never what it printed", () => {
  expect(() => withExternalKeys({ KEYWARD_PEPPER_FILE: join(dir, "none") })).toThrow(
    /^Keyward cannot start: KEYWARD_PEPPER_FILE could not be read \(ENOENT\)\.$/,
  );
  expect(() => withExternalKeys({ KEYWARD_PEPPER_COMMAND: "echo the-key; exit 3" })).toThrow(
    /^Keyward cannot start: KEYWARD_PEPPER_COMMAND could not be read\.$/,
  );
});

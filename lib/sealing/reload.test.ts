import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { adoptKeyrings, edgeKeyring, masterKeyring, pepperKeyring } from "./keyring";
import { reloadKeyrings } from "./reload";

const dir = mkdtempSync(join(tmpdir(), "keyward-"));
afterAll(() => rmSync(dir, { recursive: true }));

const key = () => randomBytes(32).toString("base64");
const [first, second] = [key(), key()];
const files = { KEYWARD_MASTER_KEY_FILE: join(dir, "master"), KEYWARD_PEPPER_FILE: join(dir, "pepper") };

beforeEach(() => {
  adoptKeyrings(
    new Map([
      ["master", `1:${first}`],
      ["pepper", `1:${first}`],
    ]),
    0,
  );
  writeFileSync(files.KEYWARD_MASTER_KEY_FILE, `1:${first}\n`);
  writeFileSync(files.KEYWARD_PEPPER_FILE, `1:${first}\n`);
});

test("a ring read again is in use at once; what did not change is not named", async () => {
  writeFileSync(files.KEYWARD_PEPPER_FILE, `2:${second},1:${first}\n`);
  expect(await reloadKeyrings(files, 5)).toEqual(["pepper"]);
  expect([pepperKeyring().current.version, masterKeyring().current.version]).toEqual([2, 1]);
  expect(await reloadKeyrings(files, 6)).toEqual([]);
});

test("another order alone is another ring: the first one seals", async () => {
  writeFileSync(files.KEYWARD_PEPPER_FILE, `1:${first},2:${second}`);
  expect(await reloadKeyrings(files, 1)).toEqual(["pepper"]);
  expect(pepperKeyring().current.version).toBe(1);
  writeFileSync(files.KEYWARD_PEPPER_FILE, `2:${second},1:${first}`);
  expect(await reloadKeyrings(files, 2)).toEqual(["pepper"]);
  expect(pepperKeyring().current.version).toBe(2);
});

test("one that cannot be used changes none of them, and its keys are in no message", async () => {
  writeFileSync(files.KEYWARD_MASTER_KEY_FILE, `2:${second},1:${first}`);
  writeFileSync(files.KEYWARD_PEPPER_FILE, `1:${second}`);
  await expect(reloadKeyrings(files, 1)).rejects.toThrow(
    "KEYWARD_PEPPER: version 1 has another key than before.",
  );
  writeFileSync(files.KEYWARD_PEPPER_FILE, `one:${second}`);
  await expect(reloadKeyrings(files, 1)).rejects.toThrow(/^KEYWARD_PEPPER: A keyring is a list/);
  rmSync(files.KEYWARD_PEPPER_FILE);
  await expect(reloadKeyrings(files, 1)).rejects.toThrow(
    /^KEYWARD_PEPPER could not be read again\. The former keys stay in use\.$/,
  );
  expect(masterKeyring().current.version).toBe(1);
});

test("a command may fail with the key on its lips: it is in no message", async () => {
  const command = { KEYWARD_EDGE_KEY_COMMAND: `echo 2:${second}; echo ${second} >&2; exit 3` };
  const failure = await reloadKeyrings(command, 1).catch((error: unknown) => error);
  expect(String(failure)).toContain("KEYWARD_EDGE_KEY could not be read again");
  expect(JSON.stringify(failure, Object.getOwnPropertyNames(failure))).not.toContain(second);
  expect(edgeKeyring().current.version).toBe(1);
});

test("a ring that stands in the environment itself is left alone", async () => {
  expect(await reloadKeyrings({ KEYWARD_PEPPER: `2:${second}` }, 1)).toEqual([]);
  expect(pepperKeyring().current.version).toBe(1);
});

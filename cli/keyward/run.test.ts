import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { generateSecret } from "@/lib/edge/secret-format";
import { secondsOf } from "./duration";
import { run } from "./run";

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "keyward-cli-"));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

async function keyward(args: readonly string[], env: Record<string, string> = {}, input = "") {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await run(args, {
    env,
    folder: dir,
    input: async () => Buffer.from(input, "latin1"),
    out: (line) => out.push(line),
    err: (line) => err.push(line),
  });
  return { code, out: out.join("\n"), err: err.join("\n") };
}

test("scan says where a secret stands and exits with 1, without showing it; clean is 0", async () => {
  const secret = generateSecret();
  writeFileSync(join(dir, "a.ts"), `\nconst key = "${secret}";`);
  const found = await keyward(["scan", dir]);
  expect(found).toMatchObject({
    code: 1,
    out: expect.stringMatching(/a\.ts:2:14 {2}secret kw_\w{4}…\w{4}$/),
  });
  expect(`${found.out}${found.err}`).not.toContain(secret.slice(8, 20));
  writeFileSync(join(dir, "a.ts"), "const key = process.env.KEY;");
  expect(await keyward(["scan", dir])).toMatchObject({ code: 0, out: "" });
});

test("standard input is looked at as well, whatever bytes it holds", async () => {
  const secret = generateSecret();
  const found = await keyward(["scan", "-"], {}, `\0\0 line\n+key=${secret}`);
  expect(found).toMatchObject({ code: 1, out: expect.stringMatching(/^-:2:6 {2}secret kw_/) });
  expect((await keyward(["scan", "-"], {}, "clean")).code).toBe(0);
});

test("what could not be looked at is never a clean bill: exit code 2", async () => {
  expect((await keyward(["scan", join(dir, "missing")])).code).toBe(2);
  expect((await keyward(["scan", "--staged"])).code).toBe(2);
});

test("wrong arguments exit with 2 and say what is wrong", async () => {
  expect(await keyward(["scan"])).toMatchObject({ code: 2, err: expect.stringContaining("--staged") });
  expect(await keyward(["scan", "--nonsense", "."])).toMatchObject({
    code: 2,
    err: expect.stringContaining("nonsense"),
  });
  expect((await keyward(["dance"])).code).toBe(2);
  expect((await keyward(["keys", "get", "name"])).code).toBe(2);
  expect((await keyward(["keys", "constructor"])).code).toBe(2);
});

test("help is no error, for all of it and for one command", async () => {
  for (const args of [[], ["help"], ["--help"], ["help", "scan"], ["keys", "--help"]]) {
    expect(await keyward(args)).toMatchObject({ code: 0, err: "", out: expect.stringContaining("keyward ") });
  }
});

test("no token goes over plain HTTP to another machine, and none is needed to be told so", async () => {
  const id = `key_${"a".repeat(22)}`;
  const env = { KEYWARD_TOKEN: "kwm_x", KEYWARD_URL: "http://keys.example.com" };
  expect(await keyward(["keys", "get", id], env)).toMatchObject({
    code: 2,
    err: expect.stringContaining("https"),
  });
  expect((await keyward(["keys", "get", id], { KEYWARD_URL: "https://keys.example.com" })).code).toBe(2);
});

test("lengths of time are read exactly or refused", () => {
  expect([secondsOf("0"), secondsOf("90s"), secondsOf("30m"), secondsOf("24h"), secondsOf("2d")]).toEqual([
    0, 90, 1800, 86_400, 172_800,
  ]);
  for (const text of ["", "1", "1.5h", "-1h", "h", "1 h"])
    expect(() => secondsOf(text)).toThrow("length of time");
});

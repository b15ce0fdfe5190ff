import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { generateSecret } from "@/lib/edge/secret-format";
import { generateToken } from "@/lib/management/token-format";
import { scanPaths } from "./scan-files";
import { scanStaged } from "./scan-staged";
import { scanText } from "./scan-text";

const secret = generateSecret();
const token = generateToken();
let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "keyward-scan-"));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const put = (name: string, content: string | Buffer) => writeFileSync(join(dir, name), content);
const git = (...args: string[]) => execFileSync("git", args, { cwd: dir, stdio: "pipe" });

test("a secret and a token are found where they stand, and neither is in the report", () => {
  const text = `first\nKEY="${secret}"\nTOKEN=${token} and ${secret}`;
  const findings = scanText(text);
  expect(findings).toEqual([
    { kind: "secret", preview: `${secret.slice(0, 7)}…${secret.slice(-4)}`, line: 2, column: 6 },
    { kind: "management token", preview: `${token.slice(0, 8)}…${token.slice(-4)}`, line: 3, column: 7 },
    expect.objectContaining({ kind: "secret", line: 3, column: 65 }),
  ]);
  expect(JSON.stringify(findings)).not.toContain(secret.slice(8, 20));
});

test("what has a wrong checksum is nobody's secret", () => {
  const wrong = `${secret.slice(0, -1)}${secret.endsWith("0") ? "1" : "0"}`;
  expect(scanText(`${wrong} kw_short ${token.slice(0, -2)}`)).toEqual([]);
});

test("a line with the mark is left alone, the next one is not", () => {
  expect(scanText(`${secret} // keyward:allow\n${secret}`)).toMatchObject([{ line: 2 }]);
});

test("folders are walked, but for .git, binaries and links; UTF-16 is text", async () => {
  mkdirSync(join(dir, ".git"));
  mkdirSync(join(dir, "sub"));
  put(".git/config", secret);
  put("image.png", Buffer.concat([Buffer.from([0x89, 0x50, 0, 0]), Buffer.from(secret)]));
  put("sub/.env", `KEY=${secret}`);
  put("utf16.txt", Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(`KEY=${secret}`, "utf16le")]));
  put("utf16be.txt", Buffer.from(`\ufeffKEY=${token}`, "utf16le").swap16());
  put("umlaut.txt", `Schlüssel: ${secret}`);
  symlinkSync(join(dir, "sub/.env"), join(dir, "link"));
  const { findings, unread } = await scanPaths([dir]);
  expect(findings.map(({ path }) => path.slice(dir.length + 1))).toEqual([
    "sub/.env",
    "umlaut.txt",
    "utf16.txt",
    "utf16be.txt",
  ]);
  expect(unread).toEqual([]);
});

test("a path that is not there is said to be unread", async () => {
  const missing = join(dir, "missing");
  expect(await scanPaths([missing])).toMatchObject({
    findings: [],
    unread: [{ path: missing, reason: "ENOENT" }],
  });
});

test("what is staged counts, not what lies in the working tree", async () => {
  git("init", "-q");
  put("clean.txt", "nothing");
  put("leaks in a name\nwith a line.txt", secret);
  put("only-here.txt", secret);
  put("later-mended.txt", secret);
  put("binary.bin", Buffer.concat([Buffer.alloc(10), Buffer.from(secret)]));
  git("add", "clean.txt", "leaks in a name\nwith a line.txt", "later-mended.txt", "binary.bin");
  put("later-mended.txt", "mended, but not staged");
  const { findings, files } = await scanStaged(dir);
  expect(findings.map(({ path }) => path)).toEqual(["later-mended.txt", "leaks in a name\nwith a line.txt"]);
  expect(files).toBe(4);
  git("add", "later-mended.txt");
  git("rm", "-q", "--cached", "leaks in a name\nwith a line.txt");
  expect((await scanStaged(dir)).findings).toEqual([]);
});

test("outside of a repository git's own words say so", async () => {
  await expect(scanStaged(dir)).rejects.toMatchObject({ name: "GitFailed" });
});

import { spawn } from "node:child_process";
import { readable } from "./readable";
import type { Scan } from "./scan-files";
import { scanText } from "./scan-text";

/** Git is not there, this is no repository of it, or it failed. */
export class GitFailed extends Error {
  override readonly name = "GitFailed";
}

type Staged = { blob: string; path: string };

const REGULAR_FILES = new Set(["100644", "100755"]);

/**
 * Looks for our credentials in what the next commit would hold: the files that are added or changed in git's index, as they are
 * there, whatever lies in the working tree.
 * @throws {GitFailed}
 */
export async function scanStaged(folder: string): Promise<Scan> {
  const scan: Scan = { findings: [], files: 0, unread: [] };
  const staged = stagedFiles((await git(folder, [...DIFF])).toString("utf8"));
  if (staged.length === 0) return scan;
  const input = staged.map(({ blob }) => `${blob}\n`).join("");
  const answer = await git(folder, ["cat-file", "--batch"], input);
  let at = 0;
  for (const { path } of staged) {
    const end = answer.indexOf(0x0a, at);
    const size = Number(answer.toString("latin1", at, end).split(" ")[2]);
    if (end < 0 || !Number.isSafeInteger(size)) throw new GitFailed(`git could not show ${path}`);
    const text = readable(answer.subarray(end + 1, end + 1 + size));
    at = end + 1 + size + 1;
    scan.files += 1;
    if (text !== null) scan.findings.push(...scanText(text).map((finding) => ({ path, ...finding })));
  }
  return scan;
}

const DIFF = [
  "diff",
  "--cached",
  "--raw",
  "-z",
  "--no-abbrev",
  "--no-renames",
  "--diff-filter=ACMT",
] as const;

/** Reads `:<mode> <mode> <blob> <blob> <status> NUL <path> NUL`; links and submodules hold no text of their own. */
function stagedFiles(raw: string): Staged[] {
  const parts = raw.split("\0");
  const files: Staged[] = [];
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const [, mode = "", , blob = ""] = (parts[at] ?? "").split(" ");
    const path = parts[at + 1];
    if (path !== undefined && REGULAR_FILES.has(mode)) files.push({ blob, path });
  }
  return files;
}

function git(folder: string, args: readonly string[], input = ""): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = spawn("git", args, { cwd: folder, stdio: ["pipe", "pipe", "pipe"] });
    const [out, complaints]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => complaints.push(chunk));
    child.on("error", () => reject(new GitFailed("git could not be started")));
    // A git that ends early no longer reads; its exit code says why.
    child.stdin.on("error", () => undefined);
    child.on("close", (code) => {
      if (code === 0) resolve(Buffer.concat(out));
      else reject(new GitFailed(Buffer.concat(complaints).toString("utf8").split("\n")[0] || "git failed"));
    });
    child.stdin.end(input);
  });
}

import { lstat, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { readable } from "./readable";
import { type Finding, scanText } from "./scan-text";

export type FileFinding = Finding & { path: string };

/** What a scan looked at and found; `unread` are paths that could not be read, with the reason. */
export type Scan = { findings: FileFinding[]; files: number; unread: { path: string; reason: string }[] };

/** Larger files are said to be unread, never left out in silence. */
const FILE_BYTES_MAX = 256_000_000;

/**
 * Looks for our credentials in files and folders, everything below them included: dependencies and ignored files, too. Leaves
 * out `.git`, binary files, symbolic links and what is no file.
 */
export async function scanPaths(paths: readonly string[]): Promise<Scan> {
  const scan: Scan = { findings: [], files: 0, unread: [] };
  for (const path of paths) await visit(path, scan);
  return scan;
}

async function visit(path: string, scan: Scan): Promise<void> {
  try {
    const stats = await lstat(path);
    if (stats.isDirectory()) {
      const names = await readdir(path);
      for (const name of names.sort()) if (name !== ".git") await visit(join(path, name), scan);
    } else if (stats.isFile()) {
      await scanFile(path, stats.size, scan);
    }
  } catch (error) {
    scan.unread.push({ path, reason: error instanceof Error && "code" in error ? String(error.code) : "?" });
  }
}

async function scanFile(path: string, size: number, scan: Scan): Promise<void> {
  if (size > FILE_BYTES_MAX) {
    scan.unread.push({ path, reason: `larger than ${FILE_BYTES_MAX / 1_000_000} MB` });
    return;
  }
  const text = readable(await readFile(path));
  scan.files += 1;
  if (text !== null) scan.findings.push(...scanText(text).map((finding) => ({ path, ...finding })));
}

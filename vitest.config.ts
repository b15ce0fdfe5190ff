import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const DATABASE_TESTS = ["**/*.db.test.{ts,tsx}"];
/** They draw maps, run programs in other languages and talk to collectors: minutes where the rest takes seconds. */
const SAMPLE_TESTS = [
  "lib/telemetry/tracing.test.ts",
  "lib/samples/**/*.test.ts",
  "examples/**/*.test.ts",
  "components/first-call/snippets.test.ts",
];
const NOT_OURS = ["**/node_modules/**", "**/.next*/**", "dist/**", "bench/**", "e2e/**"];

export default defineConfig({
  resolve: { alias: { "@": fileURLToPath(new URL(".", import.meta.url)).replace(/\/$/, "") } },
  test: {
    pool: "forks",
    maxWorkers: 2,
    restoreMocks: true,
    unstubEnvs: true,
    unstubGlobals: true,
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          isolate: false,
          include: ["**/*.test.{ts,tsx}"],
          exclude: [...DATABASE_TESTS, ...SAMPLE_TESTS, ...NOT_OURS],
          setupFiles: ["test/setup.ts"],
          // A busy machine is no failure.
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: {
          name: "samples",
          include: SAMPLE_TESTS,
          exclude: DATABASE_TESTS,
          setupFiles: ["test/setup.ts"],
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: "db",
          isolate: false,
          include: DATABASE_TESTS,
          exclude: NOT_OURS,
          globalSetup: ["test/global-setup.ts"],
          setupFiles: ["test/setup.ts", "test/db.ts"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        // Keyward, PostgreSQL and an upstream as processes that are killed: on the built server.
        extends: true,
        test: {
          name: "faults",
          include: ["e2e/faults/**/*.test.ts"],
          setupFiles: ["test/setup.ts"],
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
      {
        // A standalone edge behind nginx, Caddy and HAProxy, configured as in examples/.
        extends: true,
        test: {
          name: "gateways",
          include: ["e2e/gateways/**/*.test.ts"],
          setupFiles: ["test/setup.ts"],
          fileParallelism: false,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        // Every action, page and route handler of the built app against every role, on a database of its own.
        extends: true,
        test: {
          name: "access",
          include: ["e2e/access/**/*.test.ts"],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        // Programs and data of others, asked the same questions.
        extends: true,
        test: {
          name: "oracles",
          include: ["e2e/oracles/**/*.test.ts"],
          setupFiles: ["test/setup.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        // What takes long: many kills, many changes. Prints its figures.
        extends: true,
        test: {
          name: "soak",
          include: ["e2e/soak/**/*.test.ts"],
          setupFiles: ["test/setup.ts"],
          fileParallelism: false,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: "http",
          include: ["e2e/edge/**/*.test.ts"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});

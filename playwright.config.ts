import { defineConfig } from "@playwright/test";
import { INSTALLED_BROWSER } from "./e2e/browser";

export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.spec.ts",
  fullyParallel: false,
  // Each browser has a demo of its own, so that no journey meets another; see e2e/demo.ts.
  workers: (process.env.DEMO_FILES ?? "").split(",").length,
  // What fails once in a hundred runs says so as "flaky", by name, and is mended; it does not hide what the other thousands found.
  retries: 1,
  // A busy machine is no failure.
  timeout: 120_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: [["list"], ["json"]],
  use: {
    // A trace of every journey costs a third of the time, to be thrown away.
    trace: "on-first-retry",
    screenshot: "only-on-failure",
    launchOptions: {
      ...INSTALLED_BROWSER,
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});

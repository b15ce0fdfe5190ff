import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

const STORIES = "300";
const RACES = "1000";

test("1,000 races of rotations, edits and deletions, and 300 long stories of several actors, hold the invariants", {
  timeout: 3_600_000,
}, () => {
  const { status, stdout, stderr } = spawnSync(
    "node_modules/.bin/vitest",
    ["run", "--project", "db", "lib/keys/rotation-model.db.test.ts"],
    {
      env: { ...process.env, ROTATION_STORIES: STORIES, ROTATION_RACES: RACES },
      encoding: "utf8",
    },
  );
  process.stdout.write(stdout);
  expect(status, stderr).toBe(0);
});

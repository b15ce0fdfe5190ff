import { fork } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { build } from "esbuild";

/** Beside the hosts' bundles: started a hundred times, TypeScript would keep a core busy with being read. */
const BUNDLE = `${process.env.DIST_DIR ?? "dist"}/test-roller.mjs`;

/** Starts the job that rolls up and kills it at a random moment, again and again. `end` answers how often. */
export async function killRollers(longestMs: number) {
  await build({
    entryPoints: ["e2e/replay/roller.ts"],
    outfile: BUNDLE,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
  });
  let isOver = false;
  let kills = 0;
  const kill = async () => {
    while (!isOver) {
      const child = fork(BUNDLE, { stdio: "ignore" });
      const gone = once(child, "exit");
      // It ends by itself where it finds no database.
      await Promise.race([once(child, "message"), gone]);
      await sleep(Math.random() * longestMs);
      if (child.kill("SIGKILL")) kills += 1;
      await gone;
    }
  };
  const killing = kill();
  return {
    end: async () => {
      isOver = true;
      await killing;
      return kills;
    },
  };
}

import { linkSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { decodeLine } from "@/lib/usage/line";
import type { Fact } from "./fact";

/** Keeps the journals of all hosts of a data folder, which are removed as soon as they are counted. */
export function keepJournals(dataDir: string) {
  const [journals, kept] = [join(dataDir, "journal"), join(dataDir, "kept-journals")];
  mkdirSync(kept);
  const known = new Set<string>();
  const keep = () => {
    for (const name of listed(journals)) {
      if (known.has(name) || !name.endsWith(".journal")) continue;
      // A second name for the same file: what is still to be written to it is kept, too.
      linkSync(join(journals, name), join(kept, name));
      known.add(name);
    }
  };
  return {
    /** Call before a file that has been begun since can be counted and removed. */
    keep,
    /** Every call that was ever written down, once: as it ended, else as it was let through. */
    read(): ReadonlyMap<string, Fact> {
      keep();
      const facts = new Map<string, Fact>();
      for (const name of known) {
        for (const line of readFileSync(join(kept, name), "latin1").split("\n").slice(0, -1)) {
          const decoded = decodeLine(line);
          if (decoded === null) throw new Error(`A line of ${name} is damaged.`);
          const { usage, kind } = decoded;
          if (kind === "admitted" && facts.has(usage.requestId)) continue;
          facts.set(usage.requestId, kind === "admitted" ? { ...usage, status: 0, latencyMs: 0 } : usage);
        }
      }
      return facts;
    },
  };
}

function listed(dir: string): string[] {
  try {
    return readdirSync(dir);
  } catch {
    return [];
  }
}

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { decodeLine } from "@/lib/usage/line";

/**
 * What is counted of the journals in a folder: the latencies of their calls, which tests use as numbers, and how many
 * lines are no calls. As for whoever counts them, a line is one only with its line feed: bytes after a file's last are torn.
 */
export function callsOnDisk(dir: string): { calls: number[]; damaged: number } {
  const calls: number[] = [];
  let damaged = 0;
  for (const name of readdirSync(dir).filter((name) => name.endsWith(".journal"))) {
    const lines = readFileSync(join(dir, name), "latin1").split("\n");
    if (lines.pop() !== "") damaged += 1;
    for (const line of lines) {
      const decoded = decodeLine(line);
      if (decoded === null) damaged += 1;
      else calls.push(decoded.usage.latencyMs);
    }
  }
  return { calls: calls.sort((a, b) => a - b), damaged };
}

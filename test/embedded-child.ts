// A process that uses the embedded database of a folder, for tests that kill it: node --import tsx <this> <folder> [stay].
import { startEmbedded } from "@/lib/db/embedded";

const [dataDir = "", mode] = process.argv.slice(2);

async function main(): Promise<void> {
  const database = await startEmbedded(dataDir, { settings: ["fsync=off"] });
  process.stdout.write(`${database.url}\n`);
  if (mode === "stay") setInterval(() => undefined, 1000);
  else await database.stop();
}

void main();

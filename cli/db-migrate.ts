// npm run db:migrate: brings the database of DATABASE_URL, or else the embedded one in .data, up to date.
import { startEmbedded } from "@/lib/db/embedded";
import { migrate } from "@/lib/db/migrate";

async function main(): Promise<void> {
  const external = process.env.DATABASE_URL;
  const embedded = external ? undefined : await startEmbedded(process.env.DATA_DIR || ".data");
  try {
    const applied = await migrate(external ?? embedded?.url ?? "");
    console.log(applied.length === 0 ? "Nothing to migrate." : `Applied ${applied.join(", ")}.`);
  } finally {
    await embedded?.stop();
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});

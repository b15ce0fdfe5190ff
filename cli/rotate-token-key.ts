// npm run tokens:rotate [-- --end-all] [-- --reason "…"]: replaces the key that signs access tokens, in the database of DATABASE_URL, or
// else of the embedded one in .data. With --end-all every token there is ends at once: for a key that leaked.
import { parseArgs } from "node:util";
import { closeClient } from "@/lib/db/client";
import { startEmbedded } from "@/lib/db/embedded";
import { isDomainError } from "@/lib/errors/domain-error";
import { provisionKeys } from "@/lib/sealing/provision";
import { newId } from "@/lib/std/id";
import { rotateTokenKeys } from "@/lib/tokens/rotate";

const { values } = parseArgs({
  options: { "end-all": { type: "boolean", default: false }, reason: { type: "string", default: "" } },
});

async function main(): Promise<void> {
  const dataDir = process.env.DATA_DIR || ".data";
  const embedded = process.env.DATABASE_URL ? undefined : await startEmbedded(dataDir);
  if (embedded) {
    const local = { PUBLIC_URL: "http://localhost", ...provisionKeys(dataDir), DATABASE_URL: embedded.url };
    for (const [name, value] of Object.entries(local)) process.env[name] ||= value;
  }
  const ctx = {
    requestId: newId("request"),
    ip: "local",
    userAgent: "tokens:rotate",
    now: new Date(),
    actor: { type: "system" as const, id: "operator" },
  };
  try {
    const { kid } = await rotateTokenKeys(ctx, { endsAll: values["end-all"], reason: values.reason });
    console.log(
      values["end-all"]
        ? `${kid} signs from now on. Every token made before is refused.`
        : `${kid} signs in ten seconds. Tokens of the former key are believed until they end.`,
    );
  } finally {
    await closeClient();
    await embedded?.stop();
  }
}

main().catch((error: unknown) => {
  console.error(isDomainError(error) ? error.message : error);
  process.exitCode = 1;
});

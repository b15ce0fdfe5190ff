// npm run accounts:reset-factor -- person@example.com --reason "…": takes a lost second factor from an account in the database of
// DATABASE_URL, or else of the embedded one in .data. The person chooses a new password by mail and can set up a new factor.
import { parseArgs } from "node:util";
import { resetSecondFactor } from "@/lib/accounts/second-factor/reset";
import { closeClient } from "@/lib/db/client";
import { startEmbedded } from "@/lib/db/embedded";
import { isDomainError } from "@/lib/errors/domain-error";
import { provisionKeys } from "@/lib/sealing/provision";
import { newId } from "@/lib/std/id";

const { values, positionals } = parseArgs({
  options: { reason: { type: "string", default: "" } },
  allowPositionals: true,
});

async function main(): Promise<void> {
  const email = positionals[0]?.trim().toLowerCase() ?? "";
  const reason = values.reason.trim();
  if (positionals.length !== 1 || reason === "") {
    console.error(
      'Use: npm run accounts:reset-factor -- person@example.com --reason "How you made sure who asks"',
    );
    process.exitCode = 2;
    return;
  }
  const dataDir = process.env.DATA_DIR || ".data";
  const embedded = process.env.DATABASE_URL ? undefined : await startEmbedded(dataDir);
  if (embedded) {
    const local = { PUBLIC_URL: "http://localhost", ...provisionKeys(dataDir), DATABASE_URL: embedded.url };
    for (const [name, value] of Object.entries(local)) process.env[name] ||= value;
  }
  const ctx = {
    requestId: newId("request"),
    ip: "local",
    userAgent: "accounts:reset-factor",
    now: new Date(),
    actor: { type: "system" as const, id: "operator" },
  };
  try {
    await resetSecondFactor(ctx, { email, reason });
    console.log(
      `${email} has no second factor and no password any more, and was told by mail how to choose a new one.`,
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

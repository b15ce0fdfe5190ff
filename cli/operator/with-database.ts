import { closeClient } from "@/lib/db/client";
import { startEmbedded } from "@/lib/db/embedded";
import { isDomainError } from "@/lib/errors/domain-error";
import type { RequestContext } from "@/lib/orgs/context";
import { provisionKeys } from "@/lib/sealing/provision";
import { newId } from "@/lib/std/id";

/**
 * Runs an operator's program on the database of `DATABASE_URL`, or else on the embedded one in `DATA_DIR`, with the keys kept
 * there. A refusal is printed as its sentence; any failure ends the process with 1.
 */
export async function withDatabase(run: (dataDir: string) => Promise<void>): Promise<void> {
  const dataDir = process.env.DATA_DIR || ".data";
  try {
    const embedded = process.env.DATABASE_URL ? undefined : await startEmbedded(dataDir);
    if (embedded) {
      const local = { PUBLIC_URL: "http://localhost", ...provisionKeys(dataDir), DATABASE_URL: embedded.url };
      for (const [name, value] of Object.entries(local)) process.env[name] ||= value;
    }
    try {
      await run(dataDir);
    } finally {
      await closeClient();
      await embedded?.stop();
    }
  } catch (error) {
    console.error(isDomainError(error) ? error.message : error);
    process.exitCode = 1;
  }
}

/** Whoever sits at this machine, for the audit log. @param program The npm script. */
export function operatorCtx(program: string): RequestContext & { actor: { type: "system"; id: string } } {
  return {
    requestId: newId("request"),
    ip: "local",
    userAgent: program,
    now: new Date(),
    actor: { type: "system", id: "operator" },
  };
}

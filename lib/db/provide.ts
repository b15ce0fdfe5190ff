import { parseEnv } from "@/lib/env";
import { type EmbeddedDatabase, startEmbedded } from "./embedded";

/**
 * Makes sure there is a database: the one `DATABASE_URL` names, else an embedded PostgreSQL in the data folder.
 *
 * Answers the embedded one, for the caller to stop. Has to run before the first `env()`.
 * @throws {Error} When any other setting is missing: no server is started for a process that cannot go on.
 */
export async function provideDatabase(variables: NodeJS.ProcessEnv): Promise<EmbeddedDatabase | undefined> {
  if (variables.DATABASE_URL) return undefined;
  const { DATA_DIR } = parseEnv({ ...variables, DATABASE_URL: "postgres://embedded" });
  const embedded = await startEmbedded(DATA_DIR);
  variables.DATABASE_URL = embedded.url;
  return embedded;
}

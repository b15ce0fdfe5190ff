import type { PoolClient } from "pg";
import { pool } from "@/lib/db/pool";
import { DomainError } from "@/lib/errors/domain-error";

const STATEMENT_TIMEOUT_MS = 5_000;
const QUERY_CANCELED = "57014";

/**
 * Runs reads on one snapshot of the database, each statement for at most 5 seconds and by one process: several panels are read at
 * once, and to start helpers takes longer than most of them. Rows are looked up, not searched for: what people read lies in memory.
 *
 * @throws {DomainError} `unavailable` when a statement took longer. Anything else is thrown as it comes.
 */
export async function readSnapshot<T>(read: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool().connect();
  let lost: Error | undefined;
  const onLost = (error: Error) => {
    lost = error;
  };
  client.on("error", onLost);
  try {
    await client.query(
      `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL statement_timeout = ${STATEMENT_TIMEOUT_MS}; SET LOCAL jit = off; SET LOCAL max_parallel_workers_per_gather = 0; SET LOCAL random_page_cost = 1.1`,
    );
    const result = await read(client);
    await client.query("COMMIT");
    return result;
  } catch (error) {
    await client.query("ROLLBACK").catch((failure: Error) => {
      lost = failure;
    });
    if (error instanceof Error && "code" in error && error.code === QUERY_CANCELED) {
      const message = "This took too long to add up. Choose a shorter range or fewer keys and try again.";
      throw new DomainError("unavailable", { message, cause: error });
    }
    throw error;
  } finally {
    client.off("error", onLost);
    client.release(lost);
  }
}

/**
 * What one Postgres statement saw, from `pg_current_snapshot()::text`: `xmin:xmax:xip,…`.
 * @see https://www.postgresql.org/docs/current/functions-info.html#FUNCTIONS-PG-SNAPSHOT
 */
export class Snapshot {
  readonly #xmin: bigint;
  readonly #xmax: bigint;
  readonly #running: ReadonlySet<string>;

  /** @throws {Error} When the text is not a snapshot. */
  constructor(text: string) {
    const parts = /^(\d+):(\d+):([\d,]*)$/.exec(text);
    if (parts === null) throw new Error("Postgres gave no snapshot.");
    this.#xmin = BigInt(parts[1] ?? "");
    this.#xmax = BigInt(parts[2] ?? "");
    this.#running = new Set((parts[3] ?? "").split(","));
  }

  /** Whether the statement saw what the transaction wrote, given that it committed. */
  sees(xid: bigint): boolean {
    if (xid < this.#xmin) return true;
    return xid < this.#xmax && !this.#running.has(String(xid));
  }
}

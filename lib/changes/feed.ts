import pg from "pg";
import { edgeEnv } from "@/lib/env";
import type { Change, ChangeKind } from "./change";
import { onCommitted } from "./pending";
import { currentPosition, pruneChanges, readChanges } from "./read";
import { ChangeWindow } from "./window";

const POLL_MS = 2000;
const PRUNE_EVERY_MS = 600_000;
const ANSWER_WITHIN_MS = 2000;
const RETRY_FIRST_MS = 50;
const RETRY_LAST_MS = 2000;

type Listener = (change: { kind: ChangeKind; subject: string; xid: bigint }) => void;

type Options = {
  /** Must lead to PostgreSQL itself: a pooler in between swallows notices, and the feed is left with polling. */
  url?: string;
  /** Told about every lost connection and failed read. The feed goes on by itself. */
  onError?: (error: unknown) => void;
};

/**
 * Tells this process of every committed change, once each: pushed within milliseconds, polled every two seconds in case
 * the push is lost, and caught up with after a lost connection before anything else.
 *
 * What this process commits itself is announced before `withTransaction` returns. Order across transactions is not
 * promised; a listener forgets what it knew of the subject, which may happen in any order. A listener must not throw:
 * if one does, the process ends, since it would go on with what it should have forgotten.
 */
export class ChangeFeed {
  readonly #url: string | undefined;
  readonly #onError: (error: unknown) => void;
  readonly #listeners = new Set<Listener>();
  readonly #window = new ChangeWindow();
  #isRunning = false;
  #client: pg.Client | undefined;
  #hasPosition = false;
  #connectedSince: Date | undefined;
  #lastReadAt = 0;
  #lastPruneAt = 0;
  #isReading = false;
  #isReadWanted = false;
  #retryMs = RETRY_FIRST_MS;
  #timer: NodeJS.Timeout | undefined;
  #unlisten: () => void = () => undefined;
  #caughtUp: () => void = () => undefined;
  readonly #firstCatchUp = new Promise<void>((resolve) => {
    this.#caughtUp = resolve;
  });

  constructor(options: Options = {}) {
    this.#url = options.url;
    this.#onError = options.onError ?? (() => undefined);
  }

  /** Calls `listener` for every change from now on. Returns the way to stop. */
  onChange(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Every change of a transaction below this ID was announced. */
  position(): bigint {
    return this.#window.position;
  }

  /** Since when the connection holds; `undefined` while there is none. */
  get connectedSince(): Date | undefined {
    return this.#connectedSince;
  }

  /** When the log was last read: Unix time, milliseconds; 0 before the first time. */
  get readAt(): number {
    return this.#lastReadAt;
  }

  /** Whether the log was read within the last two polls: then nothing older than that is missing. */
  get healthy(): boolean {
    return (
      this.#connectedSince !== undefined && Date.now() - this.#lastReadAt <= 2 * POLL_MS + ANSWER_WITHIN_MS
    );
  }

  /** Begins to listen. Resolves when the feed has caught up for the first time, however long the database is away. */
  start(): Promise<void> {
    if (!this.#isRunning) {
      this.#isRunning = true;
      this.#unlisten = onCommitted((changes) => this.#announce(changes));
      void this.#connect();
    }
    return this.#firstCatchUp;
  }

  /** Stops listening. Resolves when the connection is closed. */
  async stop(): Promise<void> {
    this.#isRunning = false;
    this.#unlisten();
    clearTimeout(this.#timer);
    const client = this.#client;
    this.#client = undefined;
    this.#connectedSince = undefined;
    this.#caughtUp();
    await client?.end().catch(this.#onError);
  }

  async #connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.#url ?? edgeEnv().DATABASE_URL,
      connectionTimeoutMillis: ANSWER_WITHIN_MS,
      query_timeout: ANSWER_WITHIN_MS,
      keepAlive: true,
      application_name: "keyward-changes",
    });
    this.#client = client;
    client.on("error", (error) => this.#lose(client, error));
    client.on("end", () => this.#lose(client, new Error("The connection of the change feed was closed.")));
    client.on("notification", () => void this.#read());
    try {
      await client.connect();
      // Listening first, reading second: a change in between is noticed twice rather than never.
      await client.query("LISTEN keyward_changes");
      if (!this.#hasPosition) {
        this.#window.moveTo(await currentPosition(client));
        this.#hasPosition = true;
      }
    } catch (error) {
      this.#lose(client, error);
      return;
    }
    if (this.#client !== client) return;
    this.#connectedSince = new Date();
    void this.#read();
  }

  /** Reads the log now; if it is being read already, once more afterwards. */
  async #read(): Promise<void> {
    this.#isReadWanted = true;
    if (this.#isReading) return;
    this.#isReading = true;
    clearTimeout(this.#timer);
    while (this.#isReadWanted && this.#client && this.#connectedSince) {
      this.#isReadWanted = false;
      await this.#readOnce(this.#client);
    }
    this.#isReading = false;
    if (this.#connectedSince) this.#timer = setTimeout(() => void this.#read(), POLL_MS);
  }

  async #readOnce(client: pg.Client): Promise<void> {
    try {
      const { changes, xmin } = await readChanges(client, this.#window.position);
      this.#announce(changes);
      this.#window.moveTo(xmin);
      this.#lastReadAt = Date.now();
      this.#retryMs = RETRY_FIRST_MS;
      this.#caughtUp();
      await this.#pruneNowAndThen(client);
    } catch (error) {
      this.#lose(client, error);
    }
  }

  async #pruneNowAndThen(client: pg.Client): Promise<void> {
    if (Date.now() - this.#lastPruneAt < PRUNE_EVERY_MS) return;
    this.#lastPruneAt = Date.now();
    await pruneChanges(client);
  }

  #announce(changes: readonly Change[]): void {
    for (const { kind, subject, xid } of this.#window.takeNew(changes)) {
      for (const listener of this.#listeners) {
        try {
          listener({ kind, subject, xid });
        } catch (error) {
          queueMicrotask(() => {
            throw error;
          });
        }
      }
    }
  }

  #lose(client: pg.Client, error: unknown): void {
    if (this.#client !== client) return;
    this.#client = undefined;
    this.#connectedSince = undefined;
    clearTimeout(this.#timer);
    client.end().catch(() => undefined);
    if (!this.#isRunning) return;
    this.#onError(error);
    // Some of it by chance, so that all edges do not come back in the same instant.
    const waitMs = this.#retryMs * (0.5 + Math.random() / 2);
    this.#retryMs = Math.min(this.#retryMs * 2, RETRY_LAST_MS);
    this.#timer = setTimeout(() => void this.#connect(), waitMs);
  }
}

import { setTimeout as sleep } from "node:timers/promises";
import { isDomainError } from "@/lib/errors/domain-error";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import { newId } from "@/lib/std/id";
import { endTail, keepTail } from "./keep-tail";
import { LOGGED_COLUMNS, type LoggedRow, toLoggedRequest } from "./logged-request";
import { narrowing } from "./narrowing";
import type { RequestsFilter } from "./request-schemas";
import { requireKey } from "./require-key";
import { readSnapshot } from "./snapshot";
import { TAIL_ROWS, type TailEvent } from "./tail-schemas";

/** A call is logged when it has ended, under the time at which it came. */
const LONGEST_CALL_MS = 60_000;
const KEPT_FOR_MS = 15_000;

export type TailOptions = {
  /** Aborted when the watcher goes or the process stops. */
  signal: AbortSignal;
  /** For how long at the most. */
  seconds: number;
  /** Whether the watcher may still watch; throws when not. */
  again: () => Promise<OrgContext>;
  /** Between two looks. */
  everyMs?: number;
  /** Between two questions whether it may go on. */
  checkEveryMs?: number;
  now?: () => number;
};

/**
 * An organization's calls as they are counted, within seconds of their end, whichever edge took them. While it is open all calls are
 * kept, up to `WATCHED_KEPT` a minute of a kind.
 *
 * Ends by itself: after its time, when the watcher may not watch any more, and when the process stops.
 * @throws {DomainError} Before the first event: `forbidden`; `not_found` for a key that is not this organization's; `limit_reached`.
 */
export async function tailRequests(
  ctx: OrgContext,
  filter: RequestsFilter,
  options: TailOptions,
): Promise<AsyncGenerator<TailEvent>> {
  requirePermission(ctx, "usage:read");
  const tailId = newId("tail");
  const { keyId } = filter;
  if (keyId !== undefined) await readSnapshot((client) => requireKey(client, ctx.org.id, keyId));
  await keepTail(tailId, ctx.org.id, KEPT_FOR_MS);
  return events(ctx.org.id, tailId, filter, options);
}

async function* events(
  orgId: string,
  tailId: string,
  filter: RequestsFilter,
  options: TailOptions,
): AsyncGenerator<TailEvent> {
  const { signal, seconds, again, everyMs = 1_000, checkEveryMs = 5_000, now = Date.now } = options;
  const endsAt = now() + seconds * 1_000;
  const window = new Window(now() - LONGEST_CALL_MS);
  try {
    window.look(await readUnseen(orgId, filter, window), now());
    yield { type: "open" };
    for (let [checkAt, saidAt] = [now() + checkEveryMs, now()]; now() < endsAt; ) {
      await sleep(everyMs, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return yield { type: "end", reason: "stopping" };
      if (now() >= checkAt) {
        if (!(await mayGoOn(again, orgId))) return yield { type: "end", reason: "signed_out" };
        await keepTail(tailId, orgId, KEPT_FOR_MS);
        checkAt = now() + checkEveryMs;
      }
      const found = await readUnseen(orgId, filter, window);
      const missed = window.look(found, now());
      if (found.rows.length > 0) {
        yield { type: "calls", requests: found.rows.map(toLoggedRequest), missed };
        saidAt = now();
      } else if (now() - saidAt >= 3 * checkEveryMs) {
        yield { type: "quiet" };
        saidAt = now();
      }
    }
    yield { type: "end", reason: "time" };
  } finally {
    await endTail(tailId);
  }
}

async function mayGoOn(again: TailOptions["again"], orgId: string): Promise<boolean> {
  try {
    const ctx = await again();
    requirePermission(ctx, "usage:read");
    return ctx.org.id === orgId;
  } catch (error) {
    if (isDomainError(error)) return false;
    throw error;
  }
}

type Unseen = { rows: LoggedRow[]; total: number };

/** Which calls were handed on, as far back as one could still come. */
class Window {
  #fromMs: number;
  readonly #seen = new Map<string, number>();

  constructor(fromMs: number) {
    this.#fromMs = fromMs;
  }

  get from(): Date {
    return new Date(this.#fromMs);
  }

  get seen(): string[] {
    return [...this.#seen.keys()];
  }

  /** Notes what was found; answers how many more there were, which are passed over for good. */
  look({ rows, total }: Unseen, nowMs: number): number {
    for (const row of rows) this.#seen.set(row.request_id, row.at.getTime());
    const missed = total - rows.length;
    const latest = missed > 0 ? (rows[0]?.at.getTime() ?? 0) : 0;
    this.#fromMs = Math.max(this.#fromMs, latest, nowMs - LONGEST_CALL_MS);
    for (const [id, atMs] of this.#seen) if (atMs < this.#fromMs) this.#seen.delete(id);
    return missed;
  }
}

async function readUnseen(orgId: string, filter: RequestsFilter, window: Window): Promise<Unseen> {
  const values: unknown[] = [orgId, window.from, window.seen];
  const parts = ["org_id = $1", "at >= $2", "request_id <> ALL ($3)", ...narrowing(filter, values)];
  const { rows } = await readSnapshot((client) =>
    client.query<LoggedRow & { total: number }>(
      `SELECT ${LOGGED_COLUMNS}, (count(*) OVER ())::int AS total FROM request_log WHERE ${parts.join(" AND ")}
        ORDER BY at DESC, request_id DESC LIMIT ${TAIL_ROWS}`,
      values,
    ),
  );
  return { rows, total: rows[0]?.total ?? 0 };
}

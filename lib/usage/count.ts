import { existsSync } from "node:fs";
import { open, unlink } from "node:fs/promises";
import type { Pool, PoolClient } from "pg";
import { addRecords, addRollups } from "./add-records";
import { pairLines } from "./admissions";
import { endHeartbeat } from "./heartbeat";
import { decodeLine, type Line, LONGEST_LINE } from "./line";
import type { Tally } from "./tally";
import { DAY_MS } from "./units";

const BATCH_BYTES = 2 * 1024 * 1024;
const LINE_FEED = 0x0a;

export type CountInput = {
  path: string;
  /** Nobody writes to the file any more: what is left after its last line feed is torn, and the counted file is removed. */
  isFinished: boolean;
  /** The counted file stays, until something else that hangs on it is done. */
  isKept?: boolean;
  /** Nothing behind this byte is counted yet; without it, all there is. */
  until?: number;
  /** The sum of some of its bytes: counted in place of reading them when they are the very next. */
  tally?: Tally;
  /** Minutes before this many days ago are no longer kept. */
  keepDays: number;
  nowMs: number;
};

/**
 * `counted`: records added. `skipped`: lines that were torn, damaged, or of a day outside of what is kept.
 * `position`: bytes of the file that are dealt with. `isGone`: the file needs no further look. `isDone`: a finished file is counted to its end.
 */
export type CountResult = {
  counted: number;
  skipped: number;
  position: number;
  isGone: boolean;
  isDone: boolean;
};

/**
 * Adds the next batch of a journal file to the rollups: every record once, whoever calls this, however often, and
 * wherever one of them dies.
 *
 * One transaction locks the file's row in `usage_journal`, reads on from its position (or takes the sum its writer kept of the
 * very next bytes), adds the rollups and advances the position. The file is opened only under that lock, and it is unlinked before its row is deleted: a fresh row therefore
 * means either a file nobody has counted or one that is no longer there. The transaction that removes a file counts
 * nothing, so that its failure cannot take counts back.
 *
 * @throws What Postgres or the disk threw; nothing was counted then, or (a connection lost in COMMIT) exactly all of it.
 */
export async function countBatch(pool: Pool, input: CountInput): Promise<CountResult> {
  const client = await pool.connect();
  let failure: Error | undefined;
  // A server that goes away between two statements must not take the process with it.
  const onLost = (error: Error) => {
    failure = error;
  };
  client.on("error", onLost);
  try {
    return await countUnderLock(client, input);
  } catch (error) {
    failure ??= error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    client.off("error", onLost);
    client.release(failure);
  }
}

async function countUnderLock(client: PoolClient, input: CountInput): Promise<CountResult> {
  await client.query("BEGIN; SET LOCAL statement_timeout = '10s'; SET LOCAL lock_timeout = '5s'");
  const from = await lockPosition(client, input.path);
  if (input.tally !== undefined && from === input.tally.from && existsSync(input.path)) {
    return await countTally(client, input.path, input.tally);
  }
  const batch = from === undefined ? undefined : await readBatch(input, from);
  if (from === undefined || batch === undefined) {
    // Removed by somebody else, or by a counter that died before its row went too.
    await forget(client, input.path);
    await client.query("COMMIT");
    return { counted: 0, skipped: 0, position: from ?? 0, isGone: true, isDone: true };
  }
  const { lines, outside } = split(batch.lines, input);
  const records = await pairLines(client, lines);
  await addRecords(client, records);

  const isDone = input.isFinished && batch.isEnd && batch.position === from;
  const isGone = isDone && input.isKept !== true;
  if (isGone) await remove(client, input.path);
  else if (batch.position > from) await advance(client, input.path, batch.position);
  await client.query("COMMIT");
  const { position } = batch;
  return { counted: records.length, skipped: batch.damaged + outside, position, isGone, isDone };
}

async function countTally(client: PoolClient, path: string, { to, sums }: Tally): Promise<CountResult> {
  const rollups = sums();
  await addRollups(client, rollups);
  await advance(client, path, to);
  await client.query("COMMIT");
  return { counted: rollups.calls, skipped: 0, position: to, isGone: false, isDone: false };
}

/** Locks the file's row, making it if need be. `undefined`: somebody else removed file and row while this waited. */
async function lockPosition(client: PoolClient, path: string): Promise<number | undefined> {
  const name = fileName(path);
  await client.query(
    "INSERT INTO usage_journal (file, position, updated_at) VALUES ($1, 0, now()) ON CONFLICT (file) DO NOTHING",
    [name],
  );
  const { rows } = await client.query<{ position: string }>(
    "SELECT position FROM usage_journal WHERE file = $1 FOR UPDATE",
    [name],
  );
  return rows[0] === undefined ? undefined : Number(rows[0].position);
}

async function advance(client: PoolClient, path: string, position: number): Promise<void> {
  const values = [fileName(path), position];
  await client.query("UPDATE usage_journal SET position = $2, updated_at = now() WHERE file = $1", values);
}

async function remove(client: PoolClient, path: string): Promise<void> {
  await unlink(path);
  await forget(client, path);
}

async function forget(client: PoolClient, path: string): Promise<void> {
  endHeartbeat(path);
  await client.query("DELETE FROM usage_journal WHERE file = $1", [fileName(path)]);
}

function fileName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

type Batch = { lines: Line[]; damaged: number; position: number; isEnd: boolean };

/** Whole lines from `from` on, at most `BATCH_BYTES`. `undefined`: there is no such file. */
async function readBatch(input: CountInput, from: number): Promise<Batch | undefined> {
  const { isFinished } = input;
  const room = Math.max(0, Math.min(BATCH_BYTES, (input.until ?? Number.POSITIVE_INFINITY) - from));
  const bytes = await readAt(input.path, from, room);
  if (bytes === undefined) return undefined;
  const isEnd = bytes.length < BATCH_BYTES;
  const lastFeed = bytes.lastIndexOf(LINE_FEED);
  const lines: Line[] = [];
  let damaged = 0;
  for (const line of bytes.toString("latin1", 0, Math.max(lastFeed, 0)).split("\n")) {
    const decoded = decodeLine(line);
    if (decoded !== null) lines.push(decoded);
    else if (line !== "") damaged += 1;
  }
  const rest = bytes.length - (lastFeed + 1);
  // Bytes without a line feed that are longer than any line are damage, not a line that is still being written.
  const isRestTorn = rest > 0 && ((isEnd && isFinished) || rest > LONGEST_LINE);
  if (isRestTorn) damaged += 1;
  const position = from + lastFeed + 1 + (isRestTorn ? rest : 0);
  return { lines, damaged, position, isEnd };
}

async function readAt(path: string, from: number, length: number): Promise<Buffer | undefined> {
  try {
    const file = await open(path, "r");
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, from);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

/** What a clock that is far off recorded would never be dropped again; it is skipped instead. */
function split(lines: readonly Line[], { keepDays, nowMs }: CountInput) {
  const today = Math.floor(nowMs / DAY_MS) * DAY_MS;
  const [oldest, end] = [today - keepDays * DAY_MS, today + 2 * DAY_MS];
  const kept = lines.filter(({ usage }) => usage.at >= oldest && usage.at < end);
  return { lines: kept, outside: lines.length - kept.length };
}

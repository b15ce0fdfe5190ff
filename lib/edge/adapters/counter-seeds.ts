import { type FileHandle, open, readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Pool } from "pg";
import { decodeLine } from "@/lib/usage/line";
import type { ClassUse, PastUse, QuotaSeeds, UseScope } from "../limits/counter-store";

/** What admitted calls used, and how far each journal has been counted, in one snapshot. */
const STATEMENT = `
select coalesce((select json_object_agg(file, position) from usage_journal), '{}') as positions,
       coalesce((select json_agg(json_build_object('classId', class_id, 'requests', requests, 'bytes', bytes))
                 from (select class_id, sum(requests) as requests, sum(bytes_in + bytes_out) as bytes
                       from usage_minute
                       where org_id = $1 and ($2::text is null or key_id = $2) and ($3::text is null or class_id = $3)
                         and minute >= to_timestamp($4::bigint / 1000.0) and minute < to_timestamp($5::bigint / 1000.0)
                         and code = ''
                       group by class_id) as used), '[]') as uses`;

type Row = { positions: Record<string, number>; uses: ClassUse[] };

/** Calls wait for this: rather begin without than keep them longer. */
const WAIT_MS = 2000;
const CHUNK_BYTES = 1024 * 1024;
const LINE_FEED = 0x0a;

/**
 * Reads what was used of a quota from the rollups in Postgres and from the journals in `dir` that are not counted yet,
 * each call once: journals are opened before the rollups are read, and read on from where those had counted to.
 *
 * @param dir The journals of this instance and of whoever shared its volume before.
 */
export function usageSeeds(pool: () => Pool, dir: string): QuotaSeeds {
  return { used: (scope, from, to) => within(WAIT_MS, read(pool(), dir, scope, from, to)) };
}

async function read(pool: Pool, dir: string, scope: UseScope, from: number, to: number): Promise<PastUse> {
  const journals = await openJournals(dir);
  try {
    const { rows } = await pool.query<Row>({
      name: "edge-quota-use",
      text: STATEMENT,
      values: [scope.orgId, scope.keyId, scope.classId, Math.floor(from), Math.ceil(to)],
    });
    const row = rows[0];
    if (row === undefined) throw new Error("Postgres gave no row.");
    const waiting = new Map<string, ClassUse>();
    for (const { name, file } of journals) {
      for await (const line of linesFrom(file, row.positions[name] ?? 0)) {
        const decoded = decodeLine(line);
        if (decoded === null || decoded.kind === "admitted") continue;
        const { usage } = decoded;
        const isMeant =
          usage.code === "" &&
          usage.orgId === scope.orgId &&
          (scope.keyId === null || usage.keyId === scope.keyId) &&
          (scope.classId === null || usage.classId === scope.classId) &&
          usage.at >= from &&
          usage.at < to;
        if (!isMeant) continue;
        const known = waiting.get(usage.classId) ?? { classId: usage.classId, requests: 0, bytes: 0 };
        waiting.set(usage.classId, {
          classId: usage.classId,
          requests: known.requests + 1,
          bytes: known.bytes + usage.bytesIn + usage.bytesOut,
        });
      }
    }
    return { counted: row.uses, waiting: [...waiting.values()] };
  } finally {
    await Promise.all(journals.map(({ file }) => file.close()));
  }
}

/** A file that is counted and removed meanwhile can still be read by whoever has it open. */
async function openJournals(dir: string): Promise<{ name: string; file: FileHandle }[]> {
  const names: string[] = await readdir(dir).catch(() => []);
  const journals: { name: string; file: FileHandle }[] = [];
  for (const name of names.filter((entry) => entry.endsWith(".journal"))) {
    const file = await open(join(dir, basename(name)), "r").catch(() => null);
    if (file !== null) journals.push({ name, file });
  }
  return journals;
}

async function* linesFrom(file: FileHandle, position: number): AsyncGenerator<string> {
  let at = position;
  for (;;) {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(CHUNK_BYTES), 0, CHUNK_BYTES, at);
    const end = buffer.subarray(0, bytesRead).lastIndexOf(LINE_FEED) + 1;
    // What is left is torn, or a line that is just being written: a call that has hardly ended.
    if (end === 0) return;
    yield* buffer.toString("latin1", 0, end - 1).split("\n");
    at += end;
  }
}

async function within<T>(waitMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("What was used could not be read in time.")), waitMs);
    timer.unref();
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

import { appendFile, mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { db } from "@/lib/db/client";
import type { OutsideHead } from "./verify";

const EVERY_MS = 60_000;

const Line = z.object({
  chain: z.string(),
  seq: z.string().regex(/^\d+$/),
  mac: z.string(),
  at: z.iso.datetime(),
});

function headsFile(dataDir: string): string {
  return join(dataDir, "audit-heads.jsonl");
}

/**
 * Appends the head of every chain that grew since the last line about it, and answers how many did.
 *
 * A head that went backwards is not written: the newest one known is the evidence.
 */
export async function writeHeads(dataDir: string, now: Date): Promise<number> {
  const known = await readHeads(dataDir);
  const heads = await db.auditHead.findMany({ orderBy: { chain: "asc" } });
  const grown = heads.filter(({ chain, seq }) => seq > (known.get(chain)?.seq ?? 0n));
  if (grown.length === 0) return 0;
  await mkdir(dataDir, { recursive: true });
  const lines = grown.map(({ chain, seq, mac }) => {
    const line: z.output<typeof Line> = {
      chain,
      seq: String(seq),
      mac: Buffer.from(mac).toString("hex"),
      at: now.toISOString(),
    };
    return `${JSON.stringify(line)}\n`;
  });
  // A line of its own first: the last one may have been cut off by a crash.
  await appendFile(headsFile(dataDir), `\n${lines.join("")}`, { mode: 0o600 });
  return grown.length;
}

/** The newest head of each chain that was written outside. A line cut off by a crash is left out. */
export async function readHeads(dataDir: string): Promise<Map<string, OutsideHead>> {
  const text = await readFile(headsFile(dataDir), "utf8").catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return "";
    throw error;
  });
  const heads = new Map<string, OutsideHead>();
  for (const { chain, seq, mac } of text.split("\n").flatMap(parseLine)) {
    if (BigInt(seq) >= (heads.get(chain)?.seq ?? 0n)) heads.set(chain, { seq: BigInt(seq), mac });
  }
  return heads;
}

function parseLine(text: string): z.output<typeof Line>[] {
  try {
    return [Line.parse(JSON.parse(text))];
  } catch {
    return [];
  }
}

/**
 * Writes the heads now and every minute. Returns the way to stop, which writes once more.
 *
 * While the database or the disk is away nothing is written and `onError` is told; the next minute tries again.
 */
export function startAuditHeads(dataDir: string, onError: (error: unknown) => void): () => Promise<void> {
  let writing = Promise.resolve();
  const write = () => {
    writing = writing.then(() => writeHeads(dataDir, new Date())).then(() => undefined, onError);
    return writing;
  };
  void write();
  const timer = setInterval(write, EVERY_MS);
  timer.unref();
  return () => {
    clearInterval(timer);
    return write();
  };
}

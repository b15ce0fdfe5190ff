import { createHash, randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { env } from "@/lib/env";
import type { Message } from "./message";

const StoredMail = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
});

/** A mail that was written to disk instead of being sent. */
export type StoredMail = z.output<typeof StoredMail>;

const NAME = /^\d{13}-[0-9a-f]{12}$/;
const LISTED = 50;

function folder(): string {
  return join(env().DATA_DIR, "mail");
}

/** Keeps a mail as `<id>.eml`, which mail programs open, and `<id>.json`, which the mail page reads. Owner-only. The same `name` and time are one mail. */
export async function storeMail(message: Message, raw: Buffer, now: Date, name?: string): Promise<void> {
  const end =
    name === undefined
      ? randomBytes(6).toString("hex")
      : createHash("sha256").update(name).digest("hex").slice(0, 12);
  const id = `${String(now.getTime()).padStart(13, "0")}-${end}`;
  const { to, subject, text } = message;
  await mkdir(folder(), { recursive: true, mode: 0o700 });
  await writeFile(join(folder(), `${id}.eml`), raw, { mode: 0o600 });
  const stored: StoredMail = { id, at: now.toISOString(), to, subject, text };
  // Renamed into place, so that the mail page never reads half a file.
  await writeFile(join(folder(), `${id}.tmp`), JSON.stringify(stored), { mode: 0o600 });
  await rename(join(folder(), `${id}.tmp`), join(folder(), `${id}.json`));
}

/** The latest 50 stored mails, newest first. */
export async function listStoredMails(): Promise<StoredMail[]> {
  const names = await readdir(folder()).catch(emptyWhenMissing);
  const ids = names.filter((name) => name.endsWith(".json")).map((name) => name.slice(0, -".json".length));
  const latest = ids
    .filter((id) => NAME.test(id))
    .sort()
    .reverse()
    .slice(0, LISTED);
  return Promise.all(
    latest.map(async (id) =>
      StoredMail.parse(JSON.parse(await readFile(join(folder(), `${id}.json`), "utf8"))),
    ),
  );
}

function emptyWhenMissing(error: unknown): string[] {
  if (error instanceof Error && Reflect.get(error, "code") === "ENOENT") return [];
  throw error;
}

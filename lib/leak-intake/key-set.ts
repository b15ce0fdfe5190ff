import { request } from "undici";
import { env } from "@/lib/env";
import { DomainError } from "@/lib/errors/domain-error";
import { logger } from "@/lib/logging/logger";
import { type KeySet, parseKeySet } from "./signature";

/** A set is asked for again after this long. */
const FRESH_MS = 3_600_000;
/** One that cannot be had anew is believed for this long: a withdrawn key does not live on for good. */
const BELIEVED_MS = 24 * 3_600_000;
/** A name nobody has heard of makes us ask at most once in this time, however often it comes. */
const ASK_EVERY_MS = 60_000;
const ANSWER_WITHIN_MS = 5_000;
const BYTES_MAX = 262_144;

type Held = { keys: KeySet; etag: string | null; atMs: number };
type State = { held: Held | null; askedMs: number; underWay: Promise<void> | null };

// Next may load this module more than once; there is one set.
const slot = Symbol.for("keyward.leak-keys");
const holder = globalThis as { [slot]?: State };

function state(): State {
  holder[slot] ??= { held: null, askedMs: Number.NEGATIVE_INFINITY, underWay: null };
  return holder[slot];
}

/**
 * The published keys that reports are signed with, from `LEAK_KEYS_URL`: kept an hour, asked for again sooner when `keyId` is
 * none of them, and at most once a minute whatever strangers send.
 *
 * While the place cannot be reached the last set is believed for a day. Follows no redirect.
 * @throws {DomainError} `unavailable` when there is no set to judge by: whoever reports tries again later.
 */
export async function publishedKeys(keyId: string, nowMs: number): Promise<KeySet> {
  const all = state();
  const isFresh = all.held !== null && nowMs - all.held.atMs < FRESH_MS && all.held.keys.has(keyId);
  if (!isFresh && nowMs - all.askedMs >= ASK_EVERY_MS) {
    all.askedMs = nowMs;
    all.underWay = ask(all, nowMs).finally(() => {
      all.underWay = null;
    });
  }
  // Whoever comes while somebody asks waits for that answer.
  if (!isFresh) await all.underWay;
  if (all.held === null || nowMs - all.held.atMs >= BELIEVED_MS) {
    throw new DomainError("unavailable", {
      message: "The keys that reports are signed with cannot be read right now. Send the report again later.",
    });
  }
  return all.held.keys;
}

/** For tests: as if the process had just begun. */
export function forgetKeySet(): void {
  delete holder[slot];
}

async function ask(all: State, nowMs: number): Promise<void> {
  const url = env().LEAK_KEYS_URL;
  try {
    const { statusCode, headers, body } = await request(url, {
      headers: {
        accept: "application/json",
        "user-agent": "Keyward",
        ...(all.held?.etag && { "if-none-match": all.held.etag }),
      },
      headersTimeout: ANSWER_WITHIN_MS,
      bodyTimeout: ANSWER_WITHIN_MS,
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    if (statusCode === 304 && all.held !== null) {
      body.on("error", () => undefined).destroy();
      all.held = { ...all.held, atMs: nowMs };
      return;
    }
    if (statusCode !== 200) {
      body.on("error", () => undefined).destroy();
      throw new Error(`It answered ${statusCode}.`);
    }
    const keys = parseKeySet(JSON.parse(await textOf(body)));
    const etag = headers.etag;
    all.held = { keys, etag: typeof etag === "string" ? etag : null, atMs: nowMs };
  } catch (err) {
    logger.warn({ err, host: new URL(url).host }, "the keys that leak reports are signed with were not read");
  }
}

async function textOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > BYTES_MAX) throw new Error("It is longer than a key set.");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

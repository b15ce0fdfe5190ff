import { randomBytes } from "node:crypto";

/** Request header that leads `proxy.ts` to the exchange; the value is unguessable and dies with the answer. */
export const EXCHANGE_HEADER = "x-keyward-exchange";

/** The answer of a metered call, written by `server.ts` as it stands: Next must not touch it. */
export type ExchangeAnswer = {
  readonly status: number;
  /** Name, value, name, value …; framing included. */
  readonly headers: readonly string[];
};

/**
 * What the process knows of one request and Next does not pass on.
 *
 * `server.ts` opens it before Next sees the request; `proxy.ts` finds it by the token in {@link EXCHANGE_HEADER}.
 */
export type Exchange = {
  /** Client address: the socket's other end, or what a trusted proxy says. */
  readonly peer: string;
  /** Whether the client's connection was encrypted. */
  readonly isSecure: boolean;
  /** Request target as it stood in the request line. */
  readonly rawTarget: string;
  /** Name, value, name, value …, duplicates included. */
  readonly rawHeaders: readonly string[];
  /** Body of a call outside the app's own pages, unread; `null` when there is none or Next holds it. */
  readonly body: AsyncIterable<Uint8Array> | null;
  /** Declared length of the body; null when it comes in chunks or there is none. */
  readonly contentLength: number | null;
  /** When the request arrived: milliseconds of a clock that never steps. */
  readonly arrivedAt: number;
  /** Set by `proxy.ts` for metered calls; replaces status and headers of whatever Next writes. */
  answer: ExchangeAnswer | undefined;
};

type Registry = { readonly boot: string; next: number; readonly open: Map<string, Exchange> };

const slot = Symbol.for("keyward.exchanges");

function registry(): Registry {
  const holder = globalThis as typeof globalThis & { [slot]?: Registry };
  holder[slot] ??= { boot: randomBytes(24).toString("base64url"), next: 0, open: new Map() };
  return holder[slot];
}

/** Registers an exchange and returns its token: a secret of this boot and a number never used twice. */
export function openExchange(exchange: Exchange): string {
  const { boot, open } = registry();
  const token = `${boot}.${registry().next++}`;
  open.set(token, exchange);
  return token;
}

/** The exchange of a live request; `undefined` for a token that is missing, made up or of a request that has ended. */
export function findExchange(token: string | null): Exchange | undefined {
  return token === null ? undefined : registry().open.get(token);
}

/** Forgets an exchange. Its token leads nowhere afterwards. */
export function closeExchange(token: string): void {
  registry().open.delete(token);
}

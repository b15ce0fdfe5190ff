import { randomBytes } from "node:crypto";

/** Request header that leads `proxy.ts` to the exchange; the value is unguessable and dies with the answer. */
export const EXCHANGE_HEADER = "x-keyward-exchange";

/**
 * What the process knows of one request and Next does not pass on.
 *
 * `server.ts` opens it before Next sees the request; `proxy.ts` finds it by the token in {@link EXCHANGE_HEADER}. The edge
 * lives in the server's bundle; what is called through here runs there, on one copy of its caches and connections.
 */
export type Exchange = {
  /** Address of the client: the socket's other end, or what a trusted proxy says. */
  readonly client: string;
  /** Request target as it stood in the request line. */
  readonly rawTarget: string;
  /**
   * Checks, forwards and counts a metered call and writes its answer on the connection, past Next, which changes answers
   * on their way. Done when it returns nothing, else when the promise resolves. Null for what the app answers.
   */
  readonly answer: (() => Promise<void> | undefined) | null;
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

import type { HeaderReader } from "../headers";

/** The site a browser says it calls from. */
export type CallDomain = {
  /** In lower case; `null` for an opaque origin, `""` for one without host. */
  readonly host: string;
  /** The port named, else that of http or https; null where the scheme has none. */
  readonly port: number | null;
};

const MAX_LENGTH = 4096;

/**
 * An address up to its path, as browsers serialize it: no user information. A host of any odd shape still counts as named:
 * what a page elsewhere can make a browser send must never look like nothing was sent.
 */
const ORIGIN = /^([a-z][a-z0-9+.-]*):\/\/(\[[0-9a-f:.]*\]|[\w.~%-]*)(?::(\d{1,5}))?$/i;
const REFERER = /^([a-z][a-z0-9+.-]*):\/\/(\[[0-9a-f:.]*\]|[\w.~%-]*)(?::(\d{1,5}))?(?=[/?#]|$)/i;

/** The site a call comes from: `Origin`, else `Referer`, where a malformed or repeated one counts as missing. */
export function callDomain(headers: HeaderReader): CallDomain | null {
  const origin = headers.get("origin");
  const named = origin === null ? null : read(ORIGIN, origin);
  if (named !== null) return named;
  const referer = headers.get("referer");
  return referer === null ? null : read(REFERER, referer);
}

/** As a person writes it: host, and the port where one was named or follows from the scheme. */
export function formatDomain({ host, port }: CallDomain): string {
  return port === null ? host : `${host}:${port}`;
}

function read(shape: RegExp, value: string): CallDomain | null {
  if (value === "null" && shape === ORIGIN) return { host: "null", port: null };
  if (value.length > MAX_LENGTH) return null;
  const [, scheme, host, port] = shape.exec(value) ?? [];
  if (scheme === undefined || host === undefined) return null;
  return { host: host.toLowerCase(), port: port === undefined ? portOf(scheme) : Number(port) };
}

function portOf(scheme: string): number | null {
  switch (scheme.toLowerCase()) {
    case "https":
      return 443;
    case "http":
      return 80;
    default:
      return null;
  }
}

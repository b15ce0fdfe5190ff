import { isIpv4, parseIp } from "../ip-address";

/** A pattern of a domain allow list. */
export type DomainPattern = {
  /** ASCII, lower case, no trailing dot. `null` is the opaque origin. */
  readonly host: string;
  /** One or more labels in front of `host`, and not `host` itself. */
  readonly isWildcard: boolean;
  /** Null: any port. */
  readonly port: number | null;
};

/** What is wrong with a text that is no pattern; `mend` continues the sentence "<text>: …". */
export type DomainFault = { readonly mend: string };

const LABEL = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/;
const NUMBER = /^(?:\d+|0x[0-9a-f]*)$/;

/**
 * Reads `example.com`, `*.example.com`, `localhost`, an IPv4 address or `null`, each but `null` with an optional `:port`.
 *
 * Names of other scripts become their ASCII (IDNA) form, as browsers send them. Upper case is the same as lower case.
 */
export function parseDomainPattern(text: string): DomainPattern | DomainFault {
  const lower = text.trim().toLowerCase();
  if (lower === "null") return { host: "null", isWildcard: false, port: null };
  if (lower.includes("://")) return { mend: 'leave out the scheme: "example.com" covers http and https.' };
  if (/[/?#\\]/.test(lower)) return { mend: "leave out the path: browsers tell only the domain." };
  if (lower.includes("@")) return { mend: "leave out what stands before the @." };
  if (lower.includes("[")) return { mend: "use a name: IPv6 addresses cannot be listed." };
  const [, name = "", portText] = /^([^:]*)(?::(.*))?$/.exec(lower) ?? [];
  const port = portText === undefined ? null : parsePort(portText);
  if (Number.isNaN(port)) return { mend: "use a port between 1 and 65535, or none for any port." };
  const isWildcard = name.startsWith("*.");
  const host = parseHost(isWildcard ? name.slice(2) : name, isWildcard);
  return typeof host === "string" ? { host, isWildcard, port } : host;
}

/** The one canonical spelling. */
export function formatDomainPattern({ host, isWildcard, port }: DomainPattern): string {
  return `${isWildcard ? "*." : ""}${host}${port === null ? "" : `:${port}`}`;
}

function parsePort(text: string): number {
  const port = /^[1-9]\d{0,4}$/.test(text) ? Number(text) : Number.NaN;
  return port <= 65_535 ? port : Number.NaN;
}

function parseHost(name: string, isWildcard: boolean): string | DomainFault {
  if (name.includes("*")) return { mend: "use * only at the left, as in *.example.com." };
  if (name.endsWith(".")) return { mend: "leave out the dot at the end." };
  const ascii = toAscii(name);
  const labels = ascii?.split(".") ?? [];
  if (ascii === null || ascii.length > 253 || !labels.every((label) => LABEL.test(label))) {
    return { mend: "this is not a domain name." };
  }
  // A last label that is a number makes it an address, and addresses have one spelling.
  if (NUMBER.test(labels.at(-1) ?? "")) {
    const address = parseIp(ascii);
    if (address === null || !isIpv4(address)) return { mend: "this is not an IPv4 address." };
    return isWildcard ? { mend: "an address has no subdomains." } : ascii;
  }
  if (labels.length === 1 && ascii !== "localhost") {
    return { mend: "name a whole domain, as in example.com, or localhost." };
  }
  return ascii;
}

/** Null for what no browser can have as a host. */
function toAscii(name: string): string | null {
  if (/[\s%\p{Cc}]/u.test(name)) return null;
  if (/^[\x21-\x7e]*$/.test(name) && !name.includes("xn--")) return name;
  // The rules by which a browser reads the same name.
  return URL.canParse(`http://${name}/`) ? new URL(`http://${name}/`).hostname : null;
}

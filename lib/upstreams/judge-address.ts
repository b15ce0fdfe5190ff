import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import type { AddressPolicy } from "@/lib/forwarding/private-addresses";
import { baseUrlFault } from "./schemas";

/** What a base URL leads to: what the edge would refuse is refused when it is saved. */
export type Judged =
  | { readonly kind: "fine"; readonly addresses: readonly string[] }
  /** Nobody knows the name at the moment; the edge would answer 502. */
  | { readonly kind: "unresolved"; readonly host: string }
  | { readonly kind: "refused"; readonly reason: string };

const RESOLVE_WITHIN_MS = 3_000;

/** Every address a name has; rejects when it has none. */
export type Resolve = (host: string) => Promise<readonly string[]>;

const resolveHost: Resolve = async (host) =>
  (await lookup(host, { all: true, verbatim: true })).map(({ address }) => address);

/**
 * Judges where a base URL leads: no private address but those operators allowed, and not back to Keyward, which would call
 * itself without end.
 *
 * As at the edge, a name passes when one of its addresses does, since only that one is connected to. A name that changes its
 * mind later is held to the same rule at every connection.
 *
 * @param ownOrigins Where this Keyward is reached.
 */
export async function judgeAddress(
  baseUrl: string,
  policy: Pick<AddressPolicy, "allows">,
  ownOrigins: readonly string[],
  resolve: Resolve = resolveHost,
): Promise<Judged> {
  const fault = baseUrlFault(baseUrl);
  if (fault !== null) return { kind: "refused", reason: fault };
  if (baseUrl.startsWith("self:")) return { kind: "fine", addresses: [] };
  const { origin, hostname } = new URL(baseUrl);
  if (ownOrigins.includes(origin)) {
    return { kind: "refused", reason: "This is Keyward itself. Its calls would go round in a circle." };
  }
  const host = hostname.replace(/^\[|\]$/g, "");
  const addresses = isIP(host) === 0 ? await within(resolve(host)) : [host];
  if (addresses === null) return { kind: "unresolved", host };
  const allowed = addresses.filter((address) => policy.allows(address));
  if (allowed.length > 0) return { kind: "fine", addresses: allowed };
  return {
    kind: "refused",
    reason: `${host} is a private address (${addresses.join(", ")}). Upstreams may live in private networks only where UPSTREAM_PRIVATE_CIDRS names them.`,
  };
}

/** Null when nobody answers in time, or the name has no address. */
async function within(resolved: Promise<readonly string[]>): Promise<readonly string[] | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((settle) => {
    timer = setTimeout(() => settle(null), RESOLVE_WITHIN_MS);
  });
  const found = await Promise.race([resolved.catch(() => null), late]);
  clearTimeout(timer);
  return found === null || found.length === 0 ? null : found;
}

import { timingSafeEqual } from "node:crypto";
import { digestBytes, nodeDigest } from "@/lib/edge/adapters/node-crypto";
import { type Cidr, CidrSet, parseCidr } from "@/lib/edge/cidr";
import type { HeaderReader } from "@/lib/edge/headers";
import { parseIp } from "@/lib/edge/ip-address";

const GATEWAY_HEADER = "x-keyward-gateway";

/**
 * Whom to believe about another request's method, URI and address: the trusted proxies, and whoever asks with a
 * gateway's secret. Null when the one who asks is neither.
 */
export type GatewayTrust = (peer: string, headers: HeaderReader) => CidrSet | null;

/**
 * Trusts a peer that is a trusted proxy, and whoever sends one of the gateways' secrets. Secrets are compared in constant
 * time, whatever their length.
 *
 * @param secrets The setting: one or two, comma-separated; without it no secret is right.
 */
export function gatewayTrust(secrets: string | undefined, proxies: readonly Cidr[]): GatewayTrust {
  const digests = (secrets ?? "").split(",").filter(Boolean).map(digestOf);
  const trusted = new CidrSet(proxies);
  return (peer, headers) => {
    const address = parseIp(peer);
    if (address !== null && trusted.has(address)) return trusted;
    const presented = headers.get(GATEWAY_HEADER);
    if (presented === null) return null;
    const digest = digestOf(presented);
    if (!digests.some((known) => timingSafeEqual(known, digest))) return null;
    const own = parseCidr(peer);
    return own === null ? trusted : new CidrSet([...proxies, own]);
  };
}

function digestOf(secret: string): Uint8Array {
  return digestBytes(nodeDigest(secret));
}

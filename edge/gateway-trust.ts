import { timingSafeEqual } from "node:crypto";
import { digestBytes, nodeDigest } from "@/lib/edge/adapters/node-crypto";
import type { HeaderReader } from "@/lib/edge/headers";

const GATEWAY_HEADER = "x-keyward-gateway";

/** Whether whoever asks for a verdict may tell the method, URI and address of another request. */
export type GatewayTrust = (peer: string, headers: HeaderReader) => boolean;

/**
 * Trusts a peer that is a trusted proxy, and whoever sends one of the gateways' secrets. Secrets are compared in constant
 * time, whatever their length.
 *
 * @param secrets The setting: one or two, comma-separated; without it no secret is right.
 */
export function gatewayTrust(
  secrets: string | undefined,
  isTrustedProxy: (address: string) => boolean,
): GatewayTrust {
  const digests = (secrets ?? "").split(",").filter(Boolean).map(digestOf);
  return (peer, headers) => {
    if (isTrustedProxy(peer)) return true;
    const presented = headers.get(GATEWAY_HEADER);
    if (presented === null) return false;
    const digest = digestOf(presented);
    return digests.some((known) => timingSafeEqual(known, digest));
  };
}

function digestOf(secret: string): Uint8Array {
  return digestBytes(nodeDigest(secret));
}

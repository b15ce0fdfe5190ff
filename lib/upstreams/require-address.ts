import { env } from "@/lib/env";
import { DomainError } from "@/lib/errors/domain-error";
import { type AddressPolicy, addressPolicy } from "@/lib/forwarding/private-addresses";
import { judgeAddress } from "./judge-address";

/** Which addresses upstreams of this installation may have. */
export function upstreamPolicy(): AddressPolicy {
  return addressPolicy(env().UPSTREAM_PRIVATE_CIDRS);
}

/** Where this Keyward is reached by others. */
export function ownOrigins(): string[] {
  const { PUBLIC_URL, EDGE_BASE_URL } = env();
  return [PUBLIC_URL, EDGE_BASE_URL].flatMap((url) => (url === undefined ? [] : [new URL(url).origin]));
}

/**
 * Lets a base URL pass that an edge would connect to. Names are looked up, so ask before a transaction begins.
 * @throws {DomainError} `invalid_input` on `baseUrl`.
 */
export async function requireAddress(baseUrl: string): Promise<void> {
  const judged = await judgeAddress(baseUrl, upstreamPolicy(), ownOrigins());
  if (judged.kind !== "refused") return;
  throw new DomainError("invalid_input", { fields: { baseUrl: [judged.reason] } });
}

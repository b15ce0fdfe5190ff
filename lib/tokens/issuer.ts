import { edgeEnv } from "@/lib/env";

/** Base URL of the edge, without trailing slash: `iss` and `aud` of every token, and where its endpoints are. */
export function tokenIssuer(): string {
  const { EDGE_BASE_URL, PUBLIC_URL } = edgeEnv();
  return EDGE_BASE_URL ?? PUBLIC_URL;
}

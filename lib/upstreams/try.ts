import { Agent, request } from "undici";
import { selfOrigin } from "@/lib/forwarding/self-origin";
import { requireStaff, type StaffContext } from "@/lib/orgs/context";
import { judgeAddress } from "./judge-address";
import { ownOrigins, upstreamPolicy } from "./require-address";
import type { TryUpstreamInput } from "./schemas";

const ANSWER_WITHIN_MS = 5_000;

/** How an address answered when it was tried from the dashboard. */
export type Trial =
  | { kind: "answered"; status: number; tookMs: number; address: string | null }
  | { kind: "refused"; reason: string }
  | { kind: "failed"; reason: string };

const FAILURES: Readonly<Record<string, string>> = {
  ECONNREFUSED: "Nothing listens there: the connection was refused.",
  ECONNRESET: "It hung up before it answered.",
  ENOTFOUND: "Nobody knows this name.",
  EHOSTUNREACH: "There is no way to this host.",
  UND_ERR_CONNECT_TIMEOUT: "It did not accept a connection within 5 seconds.",
  UND_ERR_HEADERS_TIMEOUT: "It accepted the connection but did not answer within 5 seconds.",
  UND_ERR_SOCKET: "It hung up before it answered.",
  CERT_HAS_EXPIRED: "Its certificate has expired.",
  DEPTH_ZERO_SELF_SIGNED_CERT: "Its certificate is signed by nobody this machine trusts.",
  SELF_SIGNED_CERT_IN_CHAIN: "Its certificate is signed by nobody this machine trusts.",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "Its certificate is signed by nobody this machine trusts.",
  ERR_TLS_CERT_ALTNAME_INVALID: "Its certificate is for another name.",
};

/**
 * Asks an address for its root, unsigned and without any credential, and says what came back: any status shows that it can be
 * reached. Nothing of the answer but its status is told.
 *
 * The rules are those of saving: no private address that is not allowed, and the address that was judged is the one connected
 * to. Follows no redirect.
 * @throws {DomainError} `forbidden`.
 */
export async function tryUpstream(ctx: StaffContext, { baseUrl }: TryUpstreamInput): Promise<Trial> {
  requireStaff(ctx, "products:manage");
  const policy = upstreamPolicy();
  const judged = await judgeAddress(baseUrl, policy, ownOrigins());
  if (judged.kind === "refused") return judged;
  if (judged.kind === "unresolved")
    return { kind: "failed", reason: `Nobody knows the name ${judged.host}.` };
  const isSelf = baseUrl.startsWith("self:");
  const url = isSelf ? baseUrl.replace(/^self:/, selfOrigin() ?? "") : baseUrl;
  if (!URL.canParse(url)) return { kind: "failed", reason: "This process serves no samples." };
  const agent = new Agent({
    connect: { timeout: ANSWER_WITHIN_MS, ...(isSelf ? {} : { lookup: policy.lookup }) },
    headersTimeout: ANSWER_WITHIN_MS,
    bodyTimeout: ANSWER_WITHIN_MS,
  });
  const began = performance.now();
  try {
    const { statusCode, body } = await request(url, {
      method: "GET",
      dispatcher: agent,
      headers: { "user-agent": "Keyward" },
    });
    const tookMs = Math.round(performance.now() - began);
    body.on("error", () => undefined).destroy();
    return { kind: "answered", status: statusCode, tookMs, address: judged.addresses[0] ?? null };
  } catch (error) {
    return { kind: "failed", reason: reasonOf(error) };
  } finally {
    await agent.destroy();
  }
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return FAILURES[code] ?? `It could not be asked${code === "" ? "" : ` (${code})`}.`;
}

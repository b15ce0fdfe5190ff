import { isIP } from "node:net";
import { type Env, env } from "@/lib/env";
import { DomainError } from "@/lib/errors/domain-error";
import { type AddressPolicy, addressPolicy } from "@/lib/forwarding/private-addresses";
import { judgeAddress, type Resolve } from "@/lib/upstreams/judge-address";
import { ownOrigins } from "@/lib/upstreams/require-address";
import { webhookUrlFault } from "./schemas";

/** A demo's receivers run on the same machine, and so does everybody who can reach it. */
const LOOPBACK = "127.0.0.0/8,::1/128";

/** Which places webhooks of this installation may be sent to. */
export type TargetRules = { readonly addresses: AddressPolicy; readonly allowsPlainHttp: boolean };

/**
 * Public addresses, and the private networks that operators have named; over TLS only. A demo may also be told by its own
 * machine.
 */
export function targetRules(
  settings: Pick<Env, "KEYWARD_DEMO" | "WEBHOOK_PRIVATE_CIDRS"> = env(),
): TargetRules {
  const isDemo = settings.KEYWARD_DEMO === "1";
  const cidrs = [settings.WEBHOOK_PRIVATE_CIDRS, isDemo ? LOOPBACK : ""].filter(Boolean).join(",");
  return { addresses: addressPolicy(cidrs), allowsPlainHttp: isDemo };
}

/**
 * Why nothing may be sent to this URL, as far as its text shows it; `null` when something may. A name's addresses are judged
 * when it is connected to, by `addresses.lookup`; an address in the URL has no look-up and is judged here.
 */
export function targetFault(url: string, { addresses, allowsPlainHttp }: TargetRules): string | null {
  const fault = webhookUrlFault(url);
  if (fault !== null) return fault;
  const { protocol, hostname } = new URL(url);
  if (protocol !== "https:" && !allowsPlainHttp) return "Only https:// can be called.";
  const host = hostname.replace(/^\[|\]$/g, "");
  if (isIP(host) !== 0 && !addresses.allows(host)) return `${host} is not a public address.`;
  return null;
}

/**
 * Lets a URL pass that webhooks may be sent to. Names are looked up, so ask before a transaction begins.
 *
 * A name that changes its mind later gains nothing: each connection is made to an address that was judged for it.
 * @throws {DomainError} `invalid_input` on `url`.
 */
export async function requireTarget(
  url: string,
  rules: TargetRules = targetRules(),
  resolve?: Resolve,
): Promise<void> {
  const fault = targetFault(url, rules) ?? (await placeFault(new URL(url), rules, resolve));
  if (fault !== null) throw new DomainError("invalid_input", { fields: { url: [fault] } });
}

async function placeFault(
  { origin, hostname }: URL,
  { addresses }: TargetRules,
  resolve: Resolve | undefined,
): Promise<string | null> {
  const own = ownOrigins();
  if (own.includes(origin)) return "This is Keyward itself, which takes no webhooks.";
  const judged = await judgeAddress(origin, addresses, own, resolve);
  if (judged.kind === "unresolved") return `Nobody knows the name ${judged.host}. Check its spelling.`;
  return judged.kind === "refused" ? `${hostname} does not lead to a public address.` : null;
}

import { db } from "@/lib/db/client";
import { requireStaff, type StaffContext } from "@/lib/orgs/context";
import { findRequest } from "@/lib/usage/find-request";
import { findStranger, type Stranger } from "@/lib/usage/find-stranger";
import { nameProducts, productsIn } from "@/lib/usage/name-products";
import type { LoggedRequest } from "@/lib/usage/request-schemas";
import { customerEyes } from "./customer-eyes";
import { findCalls } from "./find-calls";
import { recordLookUps } from "./record-look-ups";
import type { CallTicketInput } from "./schemas";

/**
 * What is kept of one call. `stranger`: it was refused before a key was found, so it belongs to no customer. `not_kept` says
 * nothing about whether there was such a call: few are kept one by one, all are counted.
 */
export type CallReport =
  | {
      kind: "customer";
      call: LoggedRequest;
      org: { id: string; slug: string; name: string };
      /** `null`: purged since. */
      keyName: string | null;
      product: string | null;
      endpointClass: string | null;
    }
  | { kind: "stranger"; call: Stranger }
  | { kind: "not_kept" };

/**
 * One call of anybody by its request ID, for a ticket: the whole decision. A customer's call is in that customer's audit log
 * before anything is answered.
 * @throws {DomainError} `forbidden`.
 */
export async function lookUpCall(
  ctx: StaffContext,
  { requestId, ticket }: CallTicketInput,
): Promise<CallReport> {
  requireStaff(ctx, "support:look_up");
  const { calls } = await findCalls([requestId]);
  const [hit] = calls;
  if (hit === undefined) return { kind: "not_kept" };
  if (hit.org === null) {
    const call = await findStranger(ctx, requestId);
    return call === null ? { kind: "not_kept" } : { kind: "stranger", call };
  }
  const org = await db.org.findUniqueOrThrow({
    where: { id: hit.org.id },
    select: { id: true, slug: true, name: true, type: true },
  });
  await recordLookUps(ctx, ticket, [{ kind: "call", orgId: org.id, requestId }]);
  const found = await findRequest(customerEyes(ctx, org), requestId);
  if (found.kind === "not_kept") return found;
  const call = { ...found.request, rule: await withNames(found.request.rule) };
  const [key, endpoint] = await Promise.all([
    db.key.findFirst({ where: { id: call.keyId, orgId: org.id }, select: { name: true } }),
    db.endpointClass.findUnique({
      where: { id: call.classId },
      select: { name: true, product: { select: { name: true } } },
    }),
  ]);
  return {
    kind: "customer",
    call,
    org: { id: org.id, slug: org.slug, name: org.name },
    keyName: key?.name ?? null,
    product: endpoint?.product.name ?? null,
    endpointClass: endpoint?.name ?? null,
  };
}

/** The edge tells what a key is valid for by ID; people know products by their names. */
async function withNames(rule: string): Promise<string> {
  const ids = productsIn(rule);
  if (ids.length === 0) return rule;
  const products = await db.product.findMany({
    where: { id: { in: ids } },
    select: { id: true, name: true },
  });
  return nameProducts(rule, Object.fromEntries(products.map(({ id, name }) => [id, name])));
}

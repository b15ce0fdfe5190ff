import { emitAudit } from "@/lib/audit/emit";
import { db } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { withTransaction } from "@/lib/db/transaction";
import { isWithinScope, parseScope } from "@/lib/edge/tokens/scope";
import { DomainError } from "@/lib/errors/domain-error";
import { keyStatus } from "@/lib/keys/status";
import { type OrgContext, requirePermission, responsibleId } from "@/lib/orgs/context";
import type { TokenAuthority } from "./authority";
import { scopeOf } from "./issue";
import type { MintTestTokenInput } from "./schemas";
import { signToken } from "./sign";

/** A token a person asked for by a click. */
export type TestToken = {
  token: string;
  scope: string;
  /** ISO 8601. */
  expiresAt: string;
};

/**
 * A token for trying a key out, as `/oauth/token` would give it for the secret that copying gives: 15 minutes at most.
 *
 * Whoever may copy a key's secret may mint; the secret itself is not touched, so this works where secrets are shown once.
 * An audit row each time; the token is stored nowhere.
 * @throws {DomainError} `not_found`; `forbidden`; `conflict` when calls with this key are refused anyway;
 * `invalid_input` for a scope the key has not got.
 */
export async function mintTestToken(
  ctx: OrgContext,
  { keyId, scope: asked }: MintTestTokenInput,
  authority: TokenAuthority,
): Promise<TestToken> {
  requirePermission(ctx, "keys:copy", true);
  // Read ahead of the transaction: what changes meanwhile is judged at every call with the token.
  const key = await db.key.findFirst({
    where: { id: keyId, orgId: ctx.org.id, deletedAt: null },
    select: KEY_SELECT,
  });
  const secret = key?.secrets[0];
  if (!key || !secret) {
    throw new DomainError("not_found", { message: "We could not find this key. It may have been deleted." });
  }
  requirePermission(ctx, "keys:copy", key.createdById === responsibleId(ctx));
  if (key.org.suspendedAt !== null || keyStatus(key, ctx.now) !== "active") throw notUsable();
  const slugs = key.products.map(({ product }) => product.slug);
  const scope = parseScope(asked.join(" "));
  if (scope === null || !isWithinScope(scope, scopeOf(slugs, key.access))) {
    throw new DomainError("invalid_input", {
      fields: { scope: ["The key may not do all of this. Reload the page and choose again."] },
    });
  }
  const grant = { keyId, secretId: secret.id, scope, endsAt: key.expiresAt?.getTime() ?? null };
  const minted = await signToken(authority, grant, ctx.now.getTime());
  if (minted === null) throw notUsable();
  const expiresAt = new Date(minted.expiresAt).toISOString();
  await withTransaction((tx) =>
    emitAudit(tx, ctx, {
      action: "token.minted",
      targetType: "key",
      targetId: keyId,
      after: { tokenId: minted.id, secretId: secret.id, scope: minted.scope, expiresAt },
    }),
  );
  return { token: minted.token, scope: minted.scope, expiresAt };
}

const KEY_SELECT = {
  createdById: true,
  access: true,
  disabledAt: true,
  disabledBy: true,
  validFrom: true,
  expiresAt: true,
  deletedAt: true,
  org: { select: { suspendedAt: true } },
  products: { select: { product: { select: { slug: true } } } },
  secrets: { where: { status: { in: ["current", "awaiting"] } }, select: { id: true } },
} satisfies Prisma.KeySelect;

function notUsable(): DomainError {
  return new DomainError("conflict", {
    message: "Calls with this key are refused at the moment, so a token of it would be too.",
  });
}

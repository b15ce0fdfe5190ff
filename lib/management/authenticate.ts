import { db } from "@/lib/db/client";
import { DomainError } from "@/lib/errors/domain-error";
import type { OrgContext, RequestContext, TokenActor } from "@/lib/orgs/context";
import { permissionsOf } from "./scopes";
import { parseToken, tokenHash } from "./token-format";

/** What a request of the management API knows of who asks. */
export type TokenContext = OrgContext & { actor: TokenActor; scopes: readonly string[] };

/** Uses are noted once a minute: a busy program must not write a row for each request. */
const NOTED_EVERY_MS = 60_000;

/**
 * Who asks, from the `Authorization` header and nothing else: a cookie never counts here.
 *
 * The token, its creator's account and membership are read each time, so that a revocation, a removal or another role is in
 * force with the next request.
 * @throws {DomainError} `token_missing` without a bearer token; `token_invalid` for one that is malformed, unknown, revoked or
 * expired, or whose creator has left, all the same.
 */
export async function authenticate(
  request: RequestContext,
  authorization: string | null,
): Promise<TokenContext> {
  const [, text] = /^bearer +(\S+)$/i.exec(authorization ?? "") ?? [];
  if (text === undefined) throw new DomainError("token_missing");
  const parsed = parseToken(text);
  const token =
    parsed === null
      ? null
      : await db.managementToken.findUnique({
          where: { tokenHash: tokenHash(parsed) },
          select: {
            id: true,
            name: true,
            scopes: true,
            createdById: true,
            expiresAt: true,
            revokedAt: true,
            lastUsedAt: true,
            org: { select: { id: true, slug: true, name: true, type: true } },
          },
        });
  const isOver = token?.revokedAt || (token?.expiresAt && token.expiresAt <= request.now);
  if (token === null || isOver) throw new DomainError("token_invalid");
  const membership = await db.membership.findFirst({
    where: { orgId: token.org.id, userId: token.createdById, user: { disabledAt: null } },
    select: { role: true },
  });
  if (membership === null) throw new DomainError("token_invalid");
  await noteUse(token, request);
  return {
    ...request,
    actor: {
      type: "token",
      id: token.id,
      name: token.name,
      createdById: token.createdById,
      permissions: permissionsOf(token.scopes),
    },
    role: membership.role,
    org: token.org,
    scopes: token.scopes,
  };
}

async function noteUse(
  { id, lastUsedAt }: { id: string; lastUsedAt: Date | null },
  { now, ip }: RequestContext,
): Promise<void> {
  if (lastUsedAt && now.getTime() - lastUsedAt.getTime() < NOTED_EVERY_MS) return;
  await db.managementToken.updateMany({ where: { id }, data: { lastUsedAt: now, lastUsedIp: ip } });
}

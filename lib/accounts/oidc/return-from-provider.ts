import { incoming } from "@/lib/actions/incoming";
import { requestContext } from "@/lib/actions/request-context";
import { toActionError } from "@/lib/actions/run-action";
import { env } from "@/lib/env";
import { DomainError } from "@/lib/errors/domain-error";
import type { RequestContext } from "@/lib/orgs/context";
import { findSession, findSessionId } from "../resolve";
import { Claims } from "./claims";
import { connectIdentity } from "./connect";
import type { Intent } from "./intent";
import { takeIntent } from "./intent-cookie";
import { proveWithProvider } from "./prove";
import { signInWithProvider } from "./sign-in";

/** Where a browser goes next, or the session it is given. */
export type Returned = { redirect: string } | { sessionId: string };

/** Does what a browser was sent to the provider for, with what the provider says about its person. */
export async function returnFromProvider(rawClaims: unknown): Promise<Returned> {
  const request = await incoming();
  const ctx = requestContext(request, new Date());
  const intent = await takeIntent(request);
  try {
    const claims = Claims.safeParse(rawClaims);
    if (!claims.success) throw new DomainError("sign_in_failed");
    if (intent !== null) return await asIntended(ctx, intent, claims.data);
    return await signInWithProvider(ctx, claims.data, { previousSessionId: await findSessionId(request) });
  } catch (error) {
    const { code } = toActionError(error, ctx.requestId);
    const page = intent === null ? "/sign-in" : "/account";
    return { redirect: `${env().PUBLIC_URL}${page}?${new URLSearchParams({ error: code })}` };
  }
}

async function asIntended(ctx: RequestContext, intent: Intent, claims: Claims): Promise<Returned> {
  const user = await findSession(ctx, await incoming());
  if (user === null || user.sessionId !== intent.session) throw new DomainError("not_signed_in");
  if (intent.intent === "connect") await connectIdentity(user, claims);
  else await proveWithProvider(user, claims, new Date(intent.askedAt));
  return { redirect: `${env().PUBLIC_URL}${intent.back}` };
}

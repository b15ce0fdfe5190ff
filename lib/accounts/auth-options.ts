import type { NextAuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { incoming } from "@/lib/actions/incoming";
import { requestContext } from "@/lib/actions/request-context";
import { requireOwnPage, toActionError } from "@/lib/actions/run-action";
import { env } from "@/lib/env";
import { DomainError } from "@/lib/errors/domain-error";
import { logger } from "@/lib/logging/logger";
import { readDeviceCookie, writeDeviceCookie } from "./device-cookie";
import { oidcProvider } from "./oidc/provider";
import { returnFromProvider } from "./oidc/return-from-provider";
import { findSessionId } from "./resolve";
import { safePath } from "./safe-path";
import { SignInInput } from "./schemas";
import { cookiePolicy, SESSION_MAX_AGE_SECONDS, sessionCookieName } from "./session-cookie";
import { signIn } from "./sign-in";

/** next-auth as this product uses it: it seals a session's ID into the cookie. The session itself is a row of ours. */
export function authOptions(): NextAuthOptions {
  const { PUBLIC_URL, NEXTAUTH_SECRET } = env();
  const policy = cookiePolicy(PUBLIC_URL);
  const cookie = (plain: string) => ({ name: policy.name(plain), options: policy.options });
  return {
    secret: NEXTAUTH_SECRET,
    session: { strategy: "jwt", maxAge: SESSION_MAX_AGE_SECONDS },
    useSecureCookies: policy.options.secure,
    cookies: {
      sessionToken: { name: sessionCookieName(PUBLIC_URL), options: policy.options },
      csrfToken: cookie("keyward-csrf"),
      callbackUrl: cookie("keyward-callback"),
      state: cookie("keyward-oidc-state"),
      nonce: cookie("keyward-oidc-nonce"),
      pkceCodeVerifier: cookie("keyward-oidc-pkce"),
    },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    providers: [Credentials({ credentials: {}, authorize }), ...oidcProvider()],
    callbacks: {
      signIn: async ({ user, account, profile }) => {
        if (account?.type !== "oauth") return true;
        const returned = await returnFromProvider(profile);
        if ("redirect" in returned) return returned.redirect;
        // As after a password: what next-auth calls a user is the session it seals.
        user.id = returned.sessionId;
        return true;
      },
      // Nothing but the ID: a name or a role in the cookie would be stale the moment it changes.
      jwt: ({ token, user }) => (user ? { sid: user.id } : { sid: token.sid }),
      // Only ever a place of ours, whatever was asked for.
      redirect: ({ url }) => `${PUBLIC_URL}${safePath(url.replace(PUBLIC_URL, "")) ?? "/o"}`,
    },
    logger: {
      error: (code) => logger.error({ code }, "next-auth failed"),
      warn: () => undefined,
      debug: () => undefined,
    },
  };
}

/** Signs in with what the form sent. A refusal travels as JSON in next-auth's one error string. */
async function authorize(credentials: Record<string, string> | undefined): Promise<{ id: string }> {
  const request = await incoming();
  const ctx = requestContext(request, new Date());
  try {
    requireOwnPage(request);
    const { email, password, verifyToken } = credentials ?? {};
    const input = SignInInput.safeParse({ email, password, verifyToken });
    if (!input.success) throw new DomainError("invalid_input");
    const { sessionId, deviceToken } = await signIn(ctx, input.data, {
      deviceToken: readDeviceCookie(request),
      previousSessionId: await findSessionId(request),
    });
    await writeDeviceCookie(deviceToken);
    return { id: sessionId };
  } catch (error) {
    throw new Error(JSON.stringify(toActionError(error, ctx.requestId)));
  }
}

import { cookies } from "next/headers";
import { encode } from "next-auth/jwt";
import { env } from "@/lib/env";
import { cookiePolicy, SESSION_MAX_AGE_SECONDS, sessionCookieName } from "./session-cookie";

/** Hands the browser another session, sealed as next-auth seals it. */
export async function writeSessionCookie(sessionId: string): Promise<void> {
  const { PUBLIC_URL, NEXTAUTH_SECRET } = env();
  const maxAge = SESSION_MAX_AGE_SECONDS;
  const sealed = await encode({ token: { sid: sessionId }, secret: NEXTAUTH_SECRET, maxAge });
  const { options } = cookiePolicy(PUBLIC_URL);
  (await cookies()).set(sessionCookieName(PUBLIC_URL), sealed, { ...options, maxAge });
}

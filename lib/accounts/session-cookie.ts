import { decode } from "next-auth/jwt";
import { z } from "zod";
import { isId } from "@/lib/std/id";

/** Longest a session can live, however much it is used: 30 days. */
export const SESSION_MAX_AGE_SECONDS = 30 * 24 * 60 * 60;

/**
 * Names and attributes of our cookies. On https the name starts with `__Host-`, so that no other host and no
 * plain connection can set it; a browser refuses that prefix on http, where only a demo is served.
 */
export function cookiePolicy(publicUrl: string): {
  name: (plain: string) => string;
  options: { httpOnly: true; sameSite: "lax"; path: "/"; secure: boolean };
} {
  const secure = publicUrl.startsWith("https://");
  return {
    name: (plain) => (secure ? `__Host-${plain}` : plain),
    options: { httpOnly: true, sameSite: "lax", path: "/", secure },
  };
}

/** Name of the session cookie under this public URL. */
export function sessionCookieName(publicUrl: string): string {
  return cookiePolicy(publicUrl).name("keyward-session");
}

const SessionToken = z.object({ sid: z.string().refine((value) => isId("session", value)) });

/**
 * The session ID inside a session cookie; null when the cookie is absent, forged, expired or not ours.
 * Says nothing about whether that session still lives: the row does.
 */
export async function readSessionCookie(cookie: string | undefined, secret: string): Promise<string | null> {
  if (!cookie) return null;
  try {
    const parsed = SessionToken.safeParse(await decode({ token: cookie, secret }));
    return parsed.success ? parsed.data.sid : null;
  } catch {
    // Whatever fails to decrypt was not sealed by us.
    return null;
  }
}

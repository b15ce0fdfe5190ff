import { cookies } from "next/headers";
import { env } from "@/lib/env";
import { cookiePolicy, sessionCookieName } from "./session-cookie";

/** Takes the session cookie back from the browser. The session itself ends by its row. */
export async function clearSessionCookie(): Promise<void> {
  const { PUBLIC_URL } = env();
  (await cookies()).set(sessionCookieName(PUBLIC_URL), "", {
    ...cookiePolicy(PUBLIC_URL).options,
    maxAge: 0,
  });
}

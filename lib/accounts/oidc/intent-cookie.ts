import { cookies } from "next/headers";
import type { Incoming } from "@/lib/actions/incoming";
import { env } from "@/lib/env";
import { cookiePolicy } from "../session-cookie";
import { INTENT_SECONDS, type Intent, openIntent, sealIntent } from "./intent";

function intentCookieName(): string {
  return cookiePolicy(env().PUBLIC_URL).name("keyward-oidc-intent");
}

/** Remembers in this browser why it is sent to the provider. */
export async function writeIntent(intent: Intent): Promise<void> {
  const { PUBLIC_URL, NEXTAUTH_SECRET } = env();
  const sealed = await sealIntent(intent, NEXTAUTH_SECRET);
  const { options } = cookiePolicy(PUBLIC_URL);
  (await cookies()).set(intentCookieName(), sealed, { ...options, maxAge: INTENT_SECONDS });
}

/** The intent this browser came back with; it works once. */
export async function takeIntent(request: Incoming): Promise<Intent | null> {
  const { PUBLIC_URL, NEXTAUTH_SECRET } = env();
  const cookie = request.cookie(intentCookieName());
  if (cookie === undefined) return null;
  (await cookies()).set(intentCookieName(), "", { ...cookiePolicy(PUBLIC_URL).options, maxAge: 0 });
  return openIntent(cookie, NEXTAUTH_SECRET);
}

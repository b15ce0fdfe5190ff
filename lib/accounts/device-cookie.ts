import { cookies } from "next/headers";
import type { Incoming } from "@/lib/actions/incoming";
import { env } from "@/lib/env";
import { DEVICE_COOKIE_MAX_AGE_SECONDS, deviceTokenOf } from "./device";
import { cookiePolicy } from "./session-cookie";

function deviceCookieName(): string {
  return cookiePolicy(env().PUBLIC_URL).name("keyward-device");
}

/** The token this browser carries, if it carries one. */
export function readDeviceCookie(request: Incoming): string | null {
  return deviceTokenOf(request.cookie(deviceCookieName()));
}

/** Gives the browser its token; the cookie lives a year from each sign-in. */
export async function writeDeviceCookie(token: string): Promise<void> {
  const { options } = cookiePolicy(env().PUBLIC_URL);
  (await cookies()).set(deviceCookieName(), token, { ...options, maxAge: DEVICE_COOKIE_MAX_AGE_SECONDS });
}

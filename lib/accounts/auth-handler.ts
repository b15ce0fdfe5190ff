import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { env } from "@/lib/env";
import { authOptions } from "./auth-options";
import { oidcSettings } from "./oidc/settings";

type Segment = { params: Promise<{ nextauth: string[] }> };

/** The doors of next-auth that stand open. Everything else about a session goes through our own verbs. */
const OPEN = new Set(["GET csrf", "POST callback/credentials"]);

/** Where an OpenID provider is configured, these as well. */
const OPEN_TO_PROVIDER = new Set(["POST signin/oidc", "GET callback/oidc"]);

/** Answers `/api/auth/…`: the anti-forgery token and the sign-in itself, nothing else. */
export async function handleAuth(request: NextRequest, segment: Segment): Promise<Response> {
  const { nextauth } = await segment.params;
  const door = `${request.method} ${nextauth.join("/")}`;
  const isOpen = OPEN.has(door) || (OPEN_TO_PROVIDER.has(door) && oidcSettings() !== null);
  if (!isOpen) return new Response(null, { status: 404 });
  const response: Response = await NextAuth(request, segment, authOptions());
  response.headers.set("cache-control", "private, no-store");
  return ourErrorPage(response);
}

/** next-auth has error pages of its own behind doors that are shut; a failed way through the provider ends at our sign-in. */
function ourErrorPage(response: Response): Response {
  const { PUBLIC_URL } = env();
  const location = response.headers.get("location");
  if (location?.startsWith(`${PUBLIC_URL}/api/auth/`)) {
    response.headers.set("location", `${PUBLIC_URL}/sign-in?error=provider_failed`);
  }
  return response;
}

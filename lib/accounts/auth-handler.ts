import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { authOptions } from "./auth-options";

type Segment = { params: Promise<{ nextauth: string[] }> };

/** The doors of next-auth that stand open. Everything else about a session goes through our own verbs. */
const OPEN = new Set(["GET csrf", "POST callback/credentials"]);

/** Answers `/api/auth/…`: the anti-forgery token and the sign-in itself, nothing else. */
export async function handleAuth(request: NextRequest, segment: Segment): Promise<Response> {
  const { nextauth } = await segment.params;
  if (!OPEN.has(`${request.method} ${nextauth.join("/")}`)) return new Response(null, { status: 404 });
  const response: Response = await NextAuth(request, segment, authOptions());
  response.headers.set("cache-control", "private, no-store");
  return response;
}

import { createToken } from "@/lib/management/create-token";
import { answerRequest } from "@/lib/management/handle";
import { ALL_SCOPES, type Scope } from "@/lib/management/scopes";
import type { MemberContext } from "@/lib/orgs/context";
import { NOW } from "./clock";

type Call = { body?: unknown; headers?: Record<string, string>; now?: Date };

/** What the API answered, its JSON read. */
export type Told = { status: number; headers: Headers; body: Record<string, unknown> };

/** A program with a management token that `ctx` made, and how it asks. */
export async function program(ctx: MemberContext, scopes: readonly Scope[] = ALL_SCOPES) {
  const { id, token } = await createToken(ctx, { name: "CI", scopes: [...scopes], lifetimeDays: 90 });
  const ask = (method: string, path: string, call: Call = {}) => askWith(token, method, path, call);
  return { id, token, ask };
}

/** One request of the management API, at `NOW` unless it says when. */
export async function askWith(
  token: string | null,
  method: string,
  path: string,
  { body, headers = {}, now = NOW }: Call = {},
): Promise<Told> {
  const request = new Request(`http://localhost:3000/api/v1${path}`, {
    method,
    headers: {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const answer = await answerRequest(request, now);
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, body: text === "" ? {} : JSON.parse(text) };
}

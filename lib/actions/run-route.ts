import { unstable_rethrow } from "next/navigation";
import { requireSession, type SignedInContext } from "@/lib/accounts/resolve";
import { ERROR_CODES } from "@/lib/errors/codes";
import { incoming } from "./incoming";
import { requestContext } from "./request-context";
import { toActionError } from "./run-action";

/**
 * Reads for somebody signed in, and answers JSON: the data, or an `ActionError` under its code's status. Never cached by
 * anybody.
 */
export async function runRoute(read: (person: SignedInContext) => Promise<unknown>): Promise<Response> {
  const parts = await incoming();
  const base = requestContext(parts, new Date());
  try {
    return answer(200, await read(await requireSession(base, parts)));
  } catch (error) {
    unstable_rethrow(error);
    const failure = toActionError(error, base.requestId);
    return answer(ERROR_CODES[failure.code].status, failure);
  }
}

function answer(status: number, body: unknown): Response {
  return Response.json(body, { status, headers: { "cache-control": "private, no-store" } });
}

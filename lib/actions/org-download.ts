import { unstable_rethrow } from "next/navigation";
import { requireMembership, requireSession } from "@/lib/accounts/resolve";
import { ERROR_CODES } from "@/lib/errors/codes";
import type { Permission } from "@/lib/members/permissions";
import { type MemberContext, requirePermission } from "@/lib/orgs/context";
import { incoming } from "./incoming";
import { requestContext } from "./request-context";
import { toActionError } from "./run-action";

type Download = { fileName: string; contentType: string; parts: AsyncGenerator<string> };

/**
 * A GET handler inside one organization that answers with a file, streamed: session → membership → permission → write.
 *
 * Parts are made only as fast as they are read. A refusal is an `ActionError` as JSON under the code's status; never
 * cached by anybody.
 */
export function orgDownload<Params extends { org: string }>(
  { permission }: { permission: Permission },
  write: (args: { ctx: MemberContext; search: URLSearchParams; params: Params }) => Promise<Download>,
): (request: Request, segment: { params: Promise<Params> }) => Promise<Response> {
  return async (request, segment) => {
    const parts = await incoming();
    const base = requestContext(parts, new Date());
    try {
      const params = await segment.params;
      const ctx = await requireMembership(await requireSession(base, parts), params.org);
      requirePermission(ctx, permission);
      const file = await write({ ctx, search: new URL(request.url).searchParams, params });
      return new Response(streamOf(file.parts), {
        headers: {
          "content-type": file.contentType,
          "content-disposition": `attachment; filename="${file.fileName}"`,
          "cache-control": "private, no-store",
          "x-content-type-options": "nosniff",
        },
      });
    } catch (error) {
      unstable_rethrow(error);
      const failure = toActionError(error, base.requestId);
      return Response.json(failure, {
        status: ERROR_CODES[failure.code].status,
        headers: { "cache-control": "private, no-store" },
      });
    }
  };
}

function streamOf(parts: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await parts.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await parts.return(undefined);
    },
  });
}

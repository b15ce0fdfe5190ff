import { unstable_rethrow } from "next/navigation";
import { requireMembership, requireSession } from "@/lib/accounts/resolve";
import { ERROR_CODES } from "@/lib/errors/codes";
import type { Permission } from "@/lib/members/permissions";
import { type MemberContext, requirePermission } from "@/lib/orgs/context";
import { incoming } from "./incoming";
import { openStream } from "./open-streams";
import { requestContext } from "./request-context";
import { toActionError } from "./run-action";

type Opened = {
  ctx: MemberContext;
  search: URLSearchParams;
  /** Aborted when whoever listens goes, and when the process stops. */
  signal: AbortSignal;
  /** The context as it is now; throws when session, membership or permission have ended meanwhile. */
  again: () => Promise<MemberContext>;
};

/**
 * A GET handler inside one organization that answers with server-sent events: session → membership → permission → events, each
 * under the name of its `type`. Whoever writes them asks `again` every few seconds.
 *
 * A refusal before the first event is an `ActionError` as JSON under the code's status; never cached by anybody.
 */
export function orgStream<Params extends { org: string }>(
  { permission }: { permission: Permission },
  open: (opened: Opened) => Promise<AsyncGenerator<{ type: string }>>,
): (request: Request, segment: { params: Promise<Params> }) => Promise<Response> {
  return async (request, segment) => {
    const parts = await incoming();
    const base = requestContext(parts, new Date());
    const stream = openStream(request.signal);
    try {
      const { org } = await segment.params;
      const again = async () => {
        const person = await requireSession({ ...base, now: new Date() }, parts);
        const ctx = await requireMembership(person, org);
        requirePermission(ctx, permission);
        return ctx;
      };
      const { signal } = stream.controller;
      const search = new URL(request.url).searchParams;
      const events = await open({ ctx: await again(), search, signal, again });
      return new Response(streamOf(events, stream), {
        headers: {
          "content-type": "text/event-stream; charset=utf-8",
          "cache-control": "private, no-store, no-transform",
          "x-accel-buffering": "no",
          "x-content-type-options": "nosniff",
        },
      });
    } catch (error) {
      stream.done();
      unstable_rethrow(error);
      const failure = toActionError(error, base.requestId);
      return Response.json(failure, {
        status: ERROR_CODES[failure.code].status,
        headers: { "cache-control": "private, no-store" },
      });
    }
  };
}

function streamOf(
  events: AsyncGenerator<{ type: string }>,
  { controller: stopping, done }: ReturnType<typeof openStream>,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const next = await events.next();
        if (next.done === true) {
          done();
          controller.close();
        } else {
          controller.enqueue(
            encoder.encode(`event: ${next.value.type}\ndata: ${JSON.stringify(next.value)}\n\n`),
          );
        }
      } catch (error) {
        done();
        throw error;
      }
    },
    async cancel() {
      stopping.abort();
      done();
      await events.return(undefined);
    },
  });
}

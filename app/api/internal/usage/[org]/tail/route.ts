import { z } from "zod";
import { orgStream } from "@/lib/actions/org-stream";
import { DomainError } from "@/lib/errors/domain-error";
import { RequestsFilter } from "@/lib/usage/request-schemas";
import { tailRequests } from "@/lib/usage/tail-requests";
import { TAIL_SECONDS } from "@/lib/usage/tail-schemas";

const Query = RequestsFilter.omit({ from: true, to: true }).extend({
  seconds: z.coerce.number().int().min(0).max(TAIL_SECONDS).default(TAIL_SECONDS),
});

/** The request log's filters, and for how many seconds at the most: calls as they come, as server-sent `TailEvent`s. */
export const GET = orgStream({ permission: "usage:read" }, async ({ ctx, search, signal, again }) => {
  const query = Query.safeParse(Object.fromEntries(search));
  if (!query.success) throw new DomainError("invalid_input");
  const { seconds, ...filter } = query.data;
  return tailRequests(ctx, filter, { signal, again, seconds });
});

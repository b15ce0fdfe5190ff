import { infiniteQueryOptions } from "@tanstack/react-query";
import { readFailure } from "@/components/usage/usage-error";
import type { NoticesPage } from "@/lib/notices/schemas";
import { type NoticesSource, noticesApi } from "./notices-source";

const EVERY_MS = 30_000;

/** The caller's notices, page by page, renewed every half minute while the tab is visible. */
export function noticesQueryOptions(source: NoticesSource) {
  return infiniteQueryOptions({
    // One list for all organizations of a person.
    queryKey: ["notices", source.kind],
    queryFn: ({ pageParam, signal }) => fetchPage(source, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    refetchInterval: EVERY_MS,
    refetchIntervalInBackground: false,
  });
}

async function fetchPage(
  source: NoticesSource,
  after: string | null,
  signal: AbortSignal,
): Promise<NoticesPage> {
  const search = after === null ? "" : `?${new URLSearchParams({ after })}`;
  const response = await fetch(`${noticesApi(source)}${search}`, {
    signal,
    headers: { accept: "application/json" },
  });
  if (!response.ok) throw await readFailure(response);
  // The schemas come with the first answer, not with the drawer.
  const [body, schemas] = await Promise.all([response.json(), import("@/lib/notices/schemas")]);
  return schemas.NoticesPage.parse(body);
}

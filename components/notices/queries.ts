import { infiniteQueryOptions } from "@tanstack/react-query";
import { readFailure } from "@/components/usage/usage-error";
import { NoticesPage } from "@/lib/notices/schemas";

const EVERY_MS = 30_000;

/** The caller's notices, page by page, renewed every half minute while the tab is visible. */
export function noticesQueryOptions(orgSlug: string) {
  return infiniteQueryOptions({
    queryKey: ["notices"],
    queryFn: ({ pageParam, signal }) => fetchPage(orgSlug, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    refetchInterval: EVERY_MS,
    refetchIntervalInBackground: false,
  });
}

async function fetchPage(orgSlug: string, after: string | null, signal: AbortSignal): Promise<NoticesPage> {
  const search = after === null ? "" : `?${new URLSearchParams({ after })}`;
  const response = await fetch(`/api/internal/notices/${encodeURIComponent(orgSlug)}${search}`, {
    signal,
    headers: { accept: "application/json" },
  });
  if (!response.ok) throw await readFailure(response);
  return NoticesPage.parse(await response.json());
}

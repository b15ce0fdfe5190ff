import { infiniteQueryOptions } from "@tanstack/react-query";
import { readFailure } from "@/components/usage/usage-error";
import { NoticesPage } from "@/lib/notices/schemas";

const EVERY_MS = 30_000;

/** Where a bell's notices come from: an organization's pages or the staff's. */
export type NoticesSource = { kind: "org"; slug: string } | { kind: "staff" };

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

/** The page with all of them. */
export function noticesPath(source: NoticesSource): string {
  return source.kind === "staff" ? "/staff/notices" : `/o/${source.slug}/notices`;
}

async function fetchPage(
  source: NoticesSource,
  after: string | null,
  signal: AbortSignal,
): Promise<NoticesPage> {
  const search = after === null ? "" : `?${new URLSearchParams({ after })}`;
  const path = source.kind === "staff" ? "staff/notices" : `notices/${encodeURIComponent(source.slug)}`;
  const response = await fetch(`/api/internal/${path}${search}`, {
    signal,
    headers: { accept: "application/json" },
  });
  if (!response.ok) throw await readFailure(response);
  return NoticesPage.parse(await response.json());
}

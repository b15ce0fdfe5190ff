import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { toSearchParams, type UsageQuery, UsageReport } from "@/lib/usage/schemas";
import { readFailure, UsageError } from "./usage-error";

const LIVE_EVERY_MS = 2_000;
const RETRIES = 2;

/** Cache key of one view; the server fills it for the first paint. */
export function usageKey(orgSlug: string, query: UsageQuery) {
  return ["usage", orgSlug, query] as const;
}

/**
 * The report of one view, renewed every two seconds while its range ends now and the tab is visible.
 *
 * A refusal is thrown as `UsageError`; only what can pass by itself is tried again.
 */
export function usageQueryOptions(orgSlug: string, query: UsageQuery) {
  return queryOptions({
    queryKey: usageKey(orgSlug, query),
    queryFn: ({ signal }) => fetchReport(orgSlug, query, signal),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.isLive === false ? false : LIVE_EVERY_MS),
    refetchIntervalInBackground: false,
    retry: (failures, error) =>
      failures < RETRIES && (!(error instanceof UsageError) || error.code === "unavailable"),
  });
}

async function fetchReport(orgSlug: string, query: UsageQuery, signal: AbortSignal): Promise<UsageReport> {
  const path = `/api/internal/usage/${encodeURIComponent(orgSlug)}?${toSearchParams(query)}`;
  const response = await fetch(path, { signal, headers: { accept: "application/json" } });
  if (!response.ok) throw await readFailure(response);
  return UsageReport.parse(await response.json());
}

import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import { UsageBreakdown } from "@/lib/usage/breakdown-schemas";
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
    queryFn: ({ signal }) => fetchAs(UsageReport, "", orgSlug, query, signal),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.isLive === false ? false : LIVE_EVERY_MS),
    refetchIntervalInBackground: false,
    retry: (failures, error) =>
      failures < RETRIES && (!(error instanceof UsageError) || error.code === "unavailable"),
  });
}

const BREAKDOWN_EVERY_MS = 10_000;

/** Cache key of what stands below one view; what it is compared with has no part in it. */
export function breakdownKey(orgSlug: string, query: UsageQuery) {
  return ["usage-breakdown", orgSlug, { ...query, compare: "" }] as const;
}

/** The breakdown of one view, renewed every ten seconds while its range ends now. Failures as in `usageQueryOptions`. */
export function breakdownQueryOptions(orgSlug: string, query: UsageQuery) {
  return queryOptions({
    queryKey: breakdownKey(orgSlug, query),
    queryFn: ({ signal }) => fetchAs(UsageBreakdown, "/breakdown", orgSlug, query, signal),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.isLive === false ? false : BREAKDOWN_EVERY_MS),
    refetchIntervalInBackground: false,
    retry: (failures, error) =>
      failures < RETRIES && (!(error instanceof UsageError) || error.code === "unavailable"),
  });
}

async function fetchAs<Schema extends z.ZodType>(
  schema: Schema,
  part: string,
  orgSlug: string,
  query: UsageQuery,
  signal: AbortSignal,
): Promise<z.output<Schema>> {
  const path = `/api/internal/usage/${encodeURIComponent(orgSlug)}${part}?${toSearchParams(query)}`;
  const response = await fetch(path, { signal, headers: { accept: "application/json" } });
  if (!response.ok) throw await readFailure(response);
  return schema.parse(await response.json());
}

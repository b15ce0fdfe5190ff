import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import { toSearchParams } from "@/lib/usage/ranges";
import type { UsageQuery } from "@/lib/usage/schemas";
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
    queryFn: ({ signal }) =>
      fetchAs(async () => (await import("@/lib/usage/schemas")).UsageReport, "", orgSlug, query, signal),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.isLive === false ? false : LIVE_EVERY_MS),
    refetchIntervalInBackground: false,
    retry: (failures, error) =>
      failures < RETRIES && (!(error instanceof UsageError) || error.code === "unavailable"),
  });
}

/** With the second that counting takes at most, and the answer's own time, a call is in every panel within five. */
const BREAKDOWN_EVERY_MS = 3_000;

/** Cache key of what stands below one view; what it is compared with has no part in it. */
export function breakdownKey(orgSlug: string, query: UsageQuery) {
  return ["usage-breakdown", orgSlug, { ...query, compare: "" }] as const;
}

/** The breakdown of one view, renewed every three seconds while its range ends now. Failures as in `usageQueryOptions`. */
export function breakdownQueryOptions(orgSlug: string, query: UsageQuery) {
  return queryOptions({
    queryKey: breakdownKey(orgSlug, query),
    queryFn: ({ signal }) =>
      fetchAs(
        async () => (await import("@/lib/usage/breakdown-schemas")).UsageBreakdown,
        "/breakdown",
        orgSlug,
        query,
        signal,
      ),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.isLive === false ? false : BREAKDOWN_EVERY_MS),
    refetchIntervalInBackground: false,
    retry: (failures, error) =>
      failures < RETRIES && (!(error instanceof UsageError) || error.code === "unavailable"),
  });
}

const CYCLE_EVERY_MS = 60_000;

/** Cache key of an organization's quotas and costs, of whatever key. */
export function cycleKey(orgSlug: string) {
  return ["usage-cycle", orgSlug] as const;
}

/** Quotas of one key and the organization, and its billing cycle; renewed every minute. Failures as in `usageQueryOptions`. */
export function cycleQueryOptions(orgSlug: string, keyId: string | null) {
  return queryOptions({
    queryKey: [...cycleKey(orgSlug), keyId],
    queryFn: async ({ signal }) => {
      const query = keyId === null ? "" : `?key=${encodeURIComponent(keyId)}`;
      const path = `/api/internal/usage/${encodeURIComponent(orgSlug)}/cycle${query}`;
      return fetchPath(async () => (await import("@/lib/usage/cycle-schemas")).UsageCycle, path, signal);
    },
    placeholderData: keepPreviousData,
    refetchInterval: CYCLE_EVERY_MS,
    refetchIntervalInBackground: false,
    retry: (failures, error) =>
      failures < RETRIES && (!(error instanceof UsageError) || error.code === "unavailable"),
  });
}

async function fetchAs<Schema extends z.ZodType>(
  schema: () => Promise<Schema>,
  part: string,
  orgSlug: string,
  query: UsageQuery,
  signal: AbortSignal,
): Promise<z.output<Schema>> {
  const path = `/api/internal/usage/${encodeURIComponent(orgSlug)}${part}?${toSearchParams(query)}`;
  return fetchPath(schema, path, signal);
}

async function fetchPath<Schema extends z.ZodType>(
  schema: () => Promise<Schema>,
  path: string,
  signal: AbortSignal,
): Promise<z.output<Schema>> {
  const response = await fetch(path, { signal, headers: { accept: "application/json" } });
  if (!response.ok) throw await readFailure(response);
  // Schemas come with the first answer, not with the page.
  const [body, parsed] = await Promise.all([response.json(), schema()]);
  return parsed.parse(body);
}

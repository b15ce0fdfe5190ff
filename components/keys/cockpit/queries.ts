import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { readFailure, UsageError } from "@/components/usage/usage-error";
import type { RotationQuery, RotationReport } from "@/lib/usage/rotation-schemas";

const LIVE_EVERY_MS = 2_000;
const RETRIES = 2;

/** Cache key of one view; the server fills it for the first paint. */
export function rotationKey(orgSlug: string, keyId: string, query: RotationQuery) {
  return ["rotation", orgSlug, keyId, query] as const;
}

/** Both secrets of a key, renewed every two seconds while the tab is visible. */
export function rotationQueryOptions(orgSlug: string, keyId: string, query: RotationQuery) {
  return queryOptions({
    queryKey: rotationKey(orgSlug, keyId, query),
    queryFn: ({ signal }) => fetchReport(orgSlug, keyId, query, signal),
    placeholderData: keepPreviousData,
    refetchInterval: LIVE_EVERY_MS,
    refetchIntervalInBackground: false,
    retry: (failures, error) =>
      failures < RETRIES && (!(error instanceof UsageError) || error.code === "unavailable"),
  });
}

async function fetchReport(
  orgSlug: string,
  keyId: string,
  query: RotationQuery,
  signal: AbortSignal,
): Promise<RotationReport> {
  const path = `/api/internal/usage/${encodeURIComponent(orgSlug)}/rotation/${encodeURIComponent(keyId)}`;
  const response = await fetch(`${path}?${new URLSearchParams(query)}`, {
    signal,
    headers: { accept: "application/json" },
  });
  if (!response.ok) throw await readFailure(response);
  // The schema comes with the first answer, not with the page.
  const [body, schemas] = await Promise.all([response.json(), import("@/lib/usage/rotation-schemas")]);
  return schemas.RotationReport.parse(body);
}

"use client";

import { useQuery } from "@tanstack/react-query";
import { Badge } from "@/components/ui/badge";
import type { UsageQuery } from "@/lib/usage/schemas";
import { usageQueryOptions } from "./queries";

/** Says that some of the numbers shown were made up for a demo. Asks nothing beyond what the view asks anyway. */
export function DemoMark({ orgSlug, query }: { orgSlug: string; query: UsageQuery }) {
  const { data } = useQuery({ ...usageQueryOptions(orgSlug, query), enabled: false });
  return data?.hasDemoData && data.hasCalls ? <Badge tone="warn">Demo data</Badge> : null;
}

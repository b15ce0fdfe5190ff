"use client";

import { useQueryStates } from "nuqs";
import { DemoMark } from "./demo-mark";
import { UsageBody } from "./usage-body";
import { queryOf, usageParams } from "./usage-params";
import { UsageSkeleton } from "./usage-skeleton";
import { UsageToolbar } from "./usage-toolbar";
import { useTimeZone } from "./use-time-zone";

type UsagePanelProps = {
  orgSlug: string;
  /** One key's usage; all of the org's without. */
  keyId?: string;
};

/** Usage as a part of another page. Range and detail are kept in that page's URL. */
export function UsagePanel({ orgSlug, keyId }: UsagePanelProps) {
  const [params, setParams] = useQueryStates(usageParams, { history: "push" });
  const zone = useTimeZone(null);
  const query =
    zone === null ? null : queryOf({ ...params, key: [], product: [], compare: "" }, zone, [], keyId);
  return (
    <section aria-labelledby="usage-heading">
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <h2 id="usage-heading" className="text-lg font-medium">
          Usage
        </h2>
        {query ? <DemoMark orgSlug={orgSlug} query={query} /> : null}
        <div className="grid w-full grid-cols-2 gap-2 sm:ml-auto sm:flex sm:w-auto sm:items-center">
          <UsageToolbar params={params} onChange={(change) => void setParams(change)} />
        </div>
      </div>
      {query ? <UsageBody orgSlug={orgSlug} query={query} firstCall={null} /> : <UsageSkeleton />}
    </section>
  );
}

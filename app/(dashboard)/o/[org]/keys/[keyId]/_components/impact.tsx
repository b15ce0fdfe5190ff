import { DeletionImpact } from "@/components/keys/deletion-impact";
import type { KeyDetails } from "@/lib/keys/get";
import type { OrgContext } from "@/lib/orgs/context";
import { usageReport } from "@/lib/usage/report";

type ImpactProps = { ctx: OrgContext; details: Pick<KeyDetails, "id" | "lastUsedAt" | "lastUsedIp"> };

/** What deleting the key breaks, from the calls counted in the last hour. */
export async function Impact({ ctx, details }: ImpactProps) {
  const { totals } = await usageReport(ctx, {
    range: { preset: "1h" },
    detail: "minute",
    timeZone: "UTC",
    keys: [details.id],
    products: [],
    compare: "",
  });
  return (
    <DeletionImpact
      callsLastHour={totals.requests}
      lastUsedAt={details.lastUsedAt}
      lastUsedIp={details.lastUsedIp}
    />
  );
}

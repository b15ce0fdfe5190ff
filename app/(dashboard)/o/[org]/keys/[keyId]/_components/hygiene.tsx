import { HygieneLine } from "@/components/hygiene/hygiene-line";
import { reportFault } from "@/lib/actions/report-fault";
import { keyHygiene } from "@/lib/hygiene/of-key";
import type { OrgContext } from "@/lib/orgs/context";

/** A key's score, asked for after the page is there; where it cannot be had, the page says so and is whole without it. */
export async function Hygiene({ ctx, keyId }: { ctx: OrgContext; keyId: string }) {
  const hygiene = await keyHygiene(ctx, keyId).catch((error: unknown) => {
    reportFault(ctx.requestId, error);
    return undefined;
  });
  if (hygiene === undefined) return <span className="text-ink-muted">could not be worked out just now</span>;
  if (hygiene === null)
    return <span className="text-ink-muted">no score, nothing can be called with it</span>;
  return <HygieneLine orgSlug={ctx.org.slug} hygiene={hygiene} />;
}

import type { Metadata } from "next";
import { LeakWizard } from "@/components/leaks/leak-wizard";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";
import { requireOrg } from "@/lib/accounts/session";
import { isDomainError } from "@/lib/errors/domain-error";
import { findLeaks } from "@/lib/leaks/find";
import { FindLeaksInput } from "@/lib/leaks/schemas";
import { can } from "@/lib/members/permissions";
import { findLeaksAction, findSiblingsAction, respondToLeakAction } from "../actions";

export const metadata: Metadata = { title: "A key leaked" };

const ACTIONS = { find: findLeaksAction, respond: respondToLeakAction, siblings: findSiblingsAction };

type LeakPageProps = {
  params: Promise<{ org: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function LeakPage({ params, searchParams }: LeakPageProps) {
  const { org: slug } = await params;
  const ctx = await requireOrg(slug);
  const { key } = await searchParams;
  const named = FindLeaksInput.safeParse({ keyIds: typeof key === "string" ? [key] : [] });
  const { reports } = await findLeaks(ctx, named.data ?? { digests: [], keyIds: [] }).catch(
    (error: unknown) => {
      // A key that is gone, or somebody else's: the page is of use without it.
      if (isDomainError(error) && error.code === "not_found") return { reports: [] };
      throw error;
    },
  );
  return (
    <>
      <PageHeader
        title="A key leaked"
        description={
          <>
            Find out which key it is, stop the damage, then clean up. The{" "}
            <TextLink href="/docs/guides/leak">run-book</TextLink> has every step, also those outside of this
            dashboard.
          </>
        }
      />
      <LeakWizard
        key={typeof key === "string" ? key : ""}
        orgSlug={slug}
        known={reports}
        canReport={can(ctx.role, "leaks:report")}
        actions={ACTIONS}
      />
    </>
  );
}

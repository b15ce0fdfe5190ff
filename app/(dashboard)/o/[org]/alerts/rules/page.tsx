import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { RulesList } from "@/components/alerts/rules-list";
import { RulesOfKey } from "@/components/alerts/rules-of-key";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";
import { requireOrg } from "@/lib/accounts/session";
import { listAlertRules } from "@/lib/alerts/list-rules";
import { AlertRulesQuery } from "@/lib/alerts/schemas";
import { isDomainError } from "@/lib/errors/domain-error";
import { listKeys } from "@/lib/keys/list";
import { ListKeysInput } from "@/lib/keys/list-schema";
import { can } from "@/lib/members/permissions";
import { setAlertRuleAction } from "../actions";

export const metadata: Metadata = { title: "Alert rules" };

type AlertRulesPageProps = {
  params: Promise<{ org: string }>;
  searchParams: Promise<{ key?: string | string[] }>;
};

const RECENT_KEYS = 20;

export default async function AlertRulesPage({ params, searchParams }: AlertRulesPageProps) {
  const ctx = await requireOrg((await params).org);
  const asked = (await searchParams).key;
  const query = AlertRulesQuery.safeParse({ keyId: asked === undefined || asked === "" ? null : asked });
  if (!query.success) notFound();
  const [{ rows, key }, recent] = await Promise.all([
    listAlertRules(ctx, query.data).catch((error: unknown) => {
      if (isDomainError(error) && error.code === "not_found") notFound();
      throw error;
    }),
    listKeys(ctx, ListKeysInput.parse({ sort: "last_used", limit: RECENT_KEYS })),
  ]);
  const { slug, name } = ctx.org;
  const mayEdit = can(ctx.role, "alerts:manage") && ctx.staffView === undefined;
  return (
    <>
      <PageHeader
        title="Alert rules"
        description={
          key === null
            ? `What is told of the keys of ${name}, from when on. A key can have rules of its own.`
            : `What is told of “${key.name}”, from when on. Where it has no rule of its own, the one of ${name} holds.`
        }
      />
      {mayEdit ? null : (
        <p className="mb-4 max-w-3xl text-ink-muted">Admins and owners change these rules.</p>
      )}
      <RulesOfKey orgSlug={slug} chosen={key} recent={recent.keys.map(({ id, name }) => ({ id, name }))} />
      <RulesList
        // Another key's rules start anew.
        key={key?.id ?? ""}
        orgSlug={slug}
        keyId={key?.id ?? null}
        rows={rows}
        setRule={mayEdit ? setAlertRuleAction : null}
      />
      <p className="mt-6 max-w-3xl text-ink-muted">
        Ends and due rotations are told by reminders of their own. How you hear of each, and whether by one
        mail a day, you choose in your{" "}
        <TextLink prefetch={false} href={`/o/${slug}/notices/preferences`}>
          notice preferences
        </TextLink>
        .
      </p>
    </>
  );
}

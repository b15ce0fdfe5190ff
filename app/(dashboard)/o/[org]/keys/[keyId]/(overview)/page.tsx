import type { Metadata } from "next";
import { Suspense } from "react";
import { FirstCall } from "@/components/first-call/first-call";
import { CreatedPanel } from "@/components/keys/created-panel";
import { DangerZone } from "@/components/keys/danger-zone";
import { KeyFacts } from "@/components/keys/key-facts";
import { KeyHeader } from "@/components/keys/key-header";
import { KeyProducts } from "@/components/keys/key-products";
import { KeyRestrictions } from "@/components/keys/key-restrictions";
import { KeySecrets } from "@/components/keys/key-secrets";
import { subjectOf } from "@/components/keys/key-subject";
import { RefusedNotice } from "@/components/keys/refused-notice";
import { LeakedNotice } from "@/components/leaks/leaked-notice";
import { ContactSupport } from "@/components/support/contact-support";
import { SupportCard } from "@/components/support/support-card";
import { AccessTokens } from "@/components/tokens/access-tokens";
import { Skeleton } from "@/components/ui/skeleton";
import { QueryProvider } from "@/components/usage/query-provider";
import { UsagePanel } from "@/components/usage/usage-panel";
import { env } from "@/lib/env";
import { can } from "@/lib/members/permissions";
import { tokenIssuer } from "@/lib/tokens/issuer";
import { copySecretAction } from "../../actions";
import { Hygiene } from "../_components/hygiene";
import { Impact } from "../_components/impact";
import { composeMessageAction, mintTestTokenAction } from "../actions";
import { loadKey } from "../load-key";

type KeyPageProps = { params: Promise<{ org: string; keyId: string }> };

export async function generateMetadata({ params }: KeyPageProps): Promise<Metadata> {
  const { org, keyId } = await params;
  return { title: (await loadKey(org, keyId)).details.name };
}

export default async function KeyPage({ params }: KeyPageProps) {
  const { org, keyId } = await params;
  const { ctx, details } = await loadKey(org, keyId);
  const { EDGE_BASE_URL, PUBLIC_URL, PROVIDER_NAME, SUPPORT_EMAIL } = env();
  // Before the first call nothing on the page matters more, if it can succeed; later it is a reference.
  const leadsToFirstCall = details.lastUsedAt === null && details.status === "active";
  const impact = (
    <Suspense fallback={<Skeleton className="my-1 h-10 w-80 max-w-full" />}>
      <Impact ctx={ctx} details={details} />
    </Suspense>
  );
  // Support that looks as the customer does would write to itself.
  const contact =
    ctx.staffView === undefined ? (
      <ContactSupport orgSlug={org} keyId={details.id} compose={composeMessageAction} />
    ) : null;
  const firstCall = (
    <FirstCall
      orgSlug={org}
      keyId={details.id}
      preview={details.preview}
      products={details.products}
      publicUrl={EDGE_BASE_URL ?? PUBLIC_URL}
      canCopy={details.canCopy}
      allowQueryKey={details.allowQueryKey}
      copySecretAction={copySecretAction}
    />
  );
  return (
    <>
      <KeyHeader orgSlug={org} details={subjectOf(details)} impact={impact} />
      <RefusedNotice
        details={details}
        providerName={PROVIDER_NAME}
        supportEmail={SUPPORT_EMAIL}
        contact={contact}
      />
      <LeakedNotice orgSlug={org} keyId={details.id} leakedAt={details.leakedAt} />
      <CreatedPanel keyId={details.id} isSecretKept={details.isSecretKept} />
      <div className="grid grid-cols-1 gap-6">
        {leadsToFirstCall ? firstCall : null}
        <KeySecrets details={details} />
        <div className="grid grid-cols-1 gap-6 lg:grid-cols-2">
          <KeyFacts
            details={details}
            hygiene={
              <Suspense fallback={<Skeleton className="h-5 w-48" />}>
                <Hygiene ctx={ctx} keyId={details.id} />
              </Suspense>
            }
          />
          <KeyProducts
            products={details.products}
            limits={details.limits}
            ask={
              details.canAskQps
                ? {
                    href: `/o/${org}/requests/new?key=${details.id}`,
                    label: ctx.org.type === "enterprise" ? "Adjust QPS" : "Need more QPS?",
                  }
                : null
            }
          />
        </div>
        <KeyRestrictions details={details} orgSlug={org} />
        <QueryProvider>
          <UsagePanel orgSlug={org} keyId={details.id} />
        </QueryProvider>
        {leadsToFirstCall ? null : firstCall}
        <AccessTokens
          orgSlug={org}
          keyId={details.id}
          products={details.products}
          access={details.access}
          edgeUrl={tokenIssuer()}
          mintAction={mintTestTokenAction}
          whyNot={whyNoTestToken(
            can(ctx.role, "keys:copy", details.createdBy?.id === ctx.actor.id),
            details.status === "active",
          )}
        />
        {contact === null ? null : <SupportCard providerName={PROVIDER_NAME} contact={contact} />}
        {details.canDelete ? (
          <DangerZone
            keyId={details.id}
            name={details.name}
            isProtected={details.isProtected}
            canEdit={details.canEdit}
            impact={impact}
          />
        ) : null}
      </div>
    </>
  );
}

function whyNoTestToken(mayCopy: boolean, isActive: boolean): string | null {
  if (!mayCopy) return "Your role does not allow minting a test token of this key.";
  return isActive ? null : "A test token can be minted while the key is active.";
}

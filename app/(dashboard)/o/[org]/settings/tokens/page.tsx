import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { CreateToken } from "@/components/management/create-token";
import { TokenList } from "@/components/management/token-list";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";
import { requireOrg } from "@/lib/accounts/session";
import { env } from "@/lib/env";
import { listTokens } from "@/lib/management/list-tokens";
import { can } from "@/lib/members/permissions";
import { createTokenAction, revokeTokenAction } from "./actions";

export const metadata: Metadata = { title: "Management tokens" };

type TokensPageProps = { params: Promise<{ org: string }> };

export default async function TokensPage({ params }: TokensPageProps) {
  const ctx = await requireOrg((await params).org);
  if (!can(ctx.role, "tokens:manage")) notFound();
  const tokens = await listTokens(ctx);
  const create = (
    <CreateToken orgSlug={ctx.org.slug} apiUrl={`${env().PUBLIC_URL}/api/v1`} create={createTokenAction} />
  );
  return (
    <>
      <PageHeader
        title="Management tokens"
        description={
          <>
            A program with one does over the <TextLink href="/docs/api">management API</TextLink> what its
            scopes allow, and no more than you may do yourself. It stops working when its creator leaves.
          </>
        }
        // Always in this one place: it shows the new token when the list stops being empty.
        actions={create}
      />
      {tokens.length === 0 ? (
        <EmptyState title="No management tokens yet">
          Create one for each program that manages keys: a deployment pipeline, a script that rotates them.
        </EmptyState>
      ) : (
        <TokenList orgSlug={ctx.org.slug} tokens={tokens} revoke={revokeTokenAction} />
      )}
    </>
  );
}

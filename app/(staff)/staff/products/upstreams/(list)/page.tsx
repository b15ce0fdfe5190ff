import { Plus, Server } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { RelativeTime } from "@/components/ui/relative-time";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { listUpstreams, type UpstreamView } from "@/lib/upstreams/list";
import { requireProductManager } from "../../require-manager";

export const metadata: Metadata = { title: "Upstreams" };

export default async function UpstreamsPage() {
  const ctx = await requireProductManager();
  const upstreams = await listUpstreams(ctx);
  const create = (
    <Button asChild variant="primary">
      <Link href="/staff/products/upstreams/new">
        <Plus aria-hidden="true" className="size-4" />
        New upstream
      </Link>
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Upstreams"
        description="Where calls go once the edge let them pass, and the secrets it signs them with."
        actions={create}
      />
      {upstreams.length === 0 ? (
        <EmptyState icon={Server} title="No upstreams yet" action={create}>
          A product sends its calls to one. Several products can share it.
        </EmptyState>
      ) : (
        <Table label="Upstreams">
          <TableHead>
            <tr>
              <TableHeader>Upstream</TableHeader>
              <TableHeader>Base URL</TableHeader>
              <TableHeader>Products</TableHeader>
              <TableHeader>Signing secret</TableHeader>
            </tr>
          </TableHead>
          <TableBody>
            {upstreams.map((upstream) => (
              <TableRow key={upstream.id}>
                <TableCell className="min-w-36 py-2">
                  <Link
                    prefetch={false}
                    href={`/staff/products/upstreams/${upstream.id}`}
                    className="font-medium hover:underline hover:underline-offset-4"
                  >
                    {upstream.name}
                  </Link>
                </TableCell>
                <TableCell className="min-w-48 break-all py-2 font-mono text-xs">
                  {upstream.baseUrl}
                </TableCell>
                <TableCell className="min-w-40 py-2">
                  {upstream.products.length === 0 ? (
                    <span className="text-ink-muted">none</span>
                  ) : (
                    upstream.products.map(({ name }) => name).join(", ")
                  )}
                </TableCell>
                <TableCell>
                  <SecretLine secrets={upstream.secrets} />
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
    </>
  );
}

function SecretLine({ secrets }: Pick<UpstreamView, "secrets">) {
  const signing = secrets.find(({ state }) => state === "signing");
  if (signing === undefined) return <Badge tone="danger">None: nothing is forwarded</Badge>;
  return (
    <span className="flex flex-wrap items-center gap-x-3">
      <span>
        since <RelativeTime at={signing.signsFrom} isPast />
      </span>
      {secrets.some(({ state }) => state === "waiting") ? <Badge tone="info">Next one waits</Badge> : null}
    </span>
  );
}

import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { RelativeTime } from "@/components/ui/relative-time";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { UpstreamView } from "@/lib/upstreams/list";

/** Every upstream with its address, what sends calls there, and the secret they are signed with. */
export function UpstreamTable({ upstreams }: { upstreams: readonly UpstreamView[] }) {
  return (
    <Table label="Upstreams">
      <TableHead>
        <tr>
          <TableHeader>Upstream</TableHeader>
          <TableHeader className="max-md:hidden">Base URL</TableHeader>
          <TableHeader className="max-md:hidden">Products</TableHeader>
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
              <span className="block break-all font-mono text-ink-muted text-xs md:hidden">
                {upstream.baseUrl}
              </span>
            </TableCell>
            <TableCell className="min-w-48 break-all py-2 font-mono text-xs max-md:hidden">
              {upstream.baseUrl}
            </TableCell>
            <TableCell className="min-w-40 py-2 max-md:hidden">
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
  );
}

function SecretLine({ secrets }: Pick<UpstreamView, "secrets">) {
  const signing = secrets.find(({ state }) => state === "signing");
  if (signing === undefined) return <Badge tone="danger">None: nothing is forwarded</Badge>;
  return (
    <span className="flex flex-wrap items-center gap-x-3">
      <span>
        began <RelativeTime at={signing.signsFrom} isPast />
      </span>
      {secrets.some(({ state }) => state === "waiting") ? <Badge tone="info">Next one waits</Badge> : null}
    </span>
  );
}

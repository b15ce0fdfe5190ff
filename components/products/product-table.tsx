import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { formatExact } from "@/components/ui/format-number";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { Tag } from "@/components/ui/tag";
import type { StaffProduct } from "@/lib/products/list-all";

/** Every product with its classes, where its calls go and how many keys have it. */
export function ProductTable({ products }: { products: readonly StaffProduct[] }) {
  return (
    <Table label="Products">
      <TableHead>
        <tr>
          <TableHeader>Product</TableHeader>
          <TableHeader>State</TableHeader>
          <TableHeader className="max-md:hidden">Endpoint classes</TableHeader>
          <TableHeader className="max-md:hidden">Upstream</TableHeader>
          <TableHeader align="right">Keys</TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {products.map((product) => (
          <TableRow key={product.id}>
            <TableCell className="py-3 align-top">
              <Link
                prefetch={false}
                href={`/staff/products/${product.id}`}
                className="font-medium hover:underline hover:underline-offset-4"
              >
                {product.name}
              </Link>
              <p className="flex flex-wrap items-center gap-x-2">
                <span className="whitespace-nowrap font-mono text-ink-muted text-xs">{product.slug}</span>
                {product.isSample ? <Tag>sample</Tag> : null}
                {product.refusalStyle === "tomtom" ? <Tag>TomTom refusals</Tag> : null}
              </p>
            </TableCell>
            <TableCell className="py-3 align-top">
              {product.disabledAt === null ? (
                <Badge tone="ok">In service</Badge>
              ) : (
                <Badge tone="idle">Disabled</Badge>
              )}
            </TableCell>
            <TableCell className="min-w-72 py-3 align-top max-md:hidden">
              <ul className="grid gap-2">
                {product.classes.map((one) => (
                  <li key={one.id}>
                    <p className="flex flex-wrap items-baseline gap-x-2">
                      <span>{one.name}</span>
                      <span className="text-ink-muted">
                        {formatExact(one.defaultQps)} QPS
                        {one.weightRequests === one.weightTransactions
                          ? ""
                          : `, ${one.weightRequests} requests = ${one.weightTransactions} ${one.weightTransactions === 1 ? "transaction" : "transactions"}`}
                      </span>
                    </p>
                    {one.paths.slice(0, 2).map((path) => (
                      <p key={path} className="break-all font-mono text-ink-muted text-xs">
                        {path}
                      </p>
                    ))}
                    {one.paths.length > 2 ? (
                      <p className="text-ink-muted text-xs">and {one.paths.length - 2} more</p>
                    ) : null}
                  </li>
                ))}
              </ul>
            </TableCell>
            <TableCell className="py-3 align-top max-md:hidden">
              <Link
                prefetch={false}
                href={`/staff/products/upstreams/${product.upstream.id}`}
                className="hover:underline hover:underline-offset-4"
              >
                {product.upstream.name}
              </Link>
              <p
                className="max-w-56 truncate font-mono text-ink-muted text-xs"
                title={product.upstream.baseUrl}
              >
                {product.upstream.baseUrl}
              </p>
            </TableCell>
            <TableCell align="right" className="py-3 align-top tabular-nums">
              {formatExact(product.keyCount)}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

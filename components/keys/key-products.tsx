import { Card, CardHeader } from "@/components/ui/card";
import { formatExact } from "@/components/ui/format-number";
import { Tag } from "@/components/ui/tag";
import type { KeyDetails } from "@/lib/keys/get";

/** The products a key works for, class by class, with the QPS each gets. */
export function KeyProducts({ products }: Pick<KeyDetails, "products">) {
  return (
    <Card>
      <CardHeader
        title="Products and limits"
        description="QPS is queries per second, counted for this key and each class by itself."
      />
      <ul className="divide-y divide-line border-line border-t">
        {products.map((product) => (
          <li key={product.id} className="grid grid-cols-1 gap-2 px-5 py-3">
            <p className="flex items-center gap-2 font-medium">
              {product.name}
              {product.isSample ? <Tag>sample</Tag> : null}
            </p>
            <ul className="grid grid-cols-1 gap-1.5 text-sm">
              {product.classes.map((endpoint) => (
                <li key={endpoint.id} className="flex items-baseline justify-between gap-4">
                  <span className="min-w-0 text-ink-muted">
                    {endpoint.name}
                    {endpoint.paths[0] ? (
                      <code
                        className="block truncate font-mono text-ink-faint text-xs"
                        title={endpoint.paths.join("\n")}
                      >
                        {endpoint.paths[0]}
                        {endpoint.paths.length > 1 ? ` and ${endpoint.paths.length - 1} more` : ""}
                      </code>
                    ) : null}
                  </span>
                  <span className="shrink-0 whitespace-nowrap">
                    <span className="tabular-nums">{formatExact(endpoint.defaultQps)}</span>{" "}
                    <span className="text-ink-muted">QPS</span>
                  </span>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </Card>
  );
}

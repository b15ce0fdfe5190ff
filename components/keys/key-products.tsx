import Link from "next/link";
import { Card, CardHeader } from "@/components/ui/card";
import { formatExact } from "@/components/ui/format-number";
import { Tag } from "@/components/ui/tag";
import type { KeyDetails } from "@/lib/keys/get";
import { type ClassQps, classQps } from "@/lib/limits/class-qps";
import { KIND_WORDS, SOURCE_WORDS, UNIT_WORDS } from "./limit-words";

type KeyProductsProps = Pick<KeyDetails, "products" | "limits"> & {
  /** Where another QPS for the key is asked for, and what the way there is called; `null` for who may not. */
  ask: { href: string; label: string } | null;
};

/** The products a key works for, class by class, with the QPS each gets. */
export function KeyProducts({ products, limits, ask }: KeyProductsProps) {
  const others = limits.filter(({ kind }) => kind !== "qps");
  return (
    <Card>
      <CardHeader
        title="Products and limits"
        description="QPS is queries per second, counted for this key and each class by itself."
        actions={
          ask ? (
            <Link
              className="text-accent-ink text-sm underline underline-offset-4"
              prefetch={false}
              href={ask.href}
            >
              {ask.label}
            </Link>
          ) : null
        }
      />
      <ul className="divide-y divide-line border-line border-t">
        {products.map((product) => (
          <li key={product.id} className="grid grid-cols-1 gap-2 px-5 py-3">
            <p className="flex items-center gap-2 font-medium">
              {product.name}
              {product.isSample ? <Tag>sample</Tag> : null}
              {product.disabledAt === null ? null : <Tag>not offered at the moment</Tag>}
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
                  {isNarrowedOut(product.classIds, endpoint.id) ? (
                    <span className="shrink-0 whitespace-nowrap text-ink-muted">Not allowed</span>
                  ) : (
                    <Qps {...classQps(limits, endpoint)} />
                  )}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
      {others.length > 0 ? (
        <ul className="grid grid-cols-1 gap-1.5 border-line border-t px-5 py-3 text-sm">
          {others.map(({ kind, unit, classId, value, source }) => (
            <li key={`${kind} ${unit} ${classId} ${source}`} className="flex justify-between gap-4">
              <span className="text-ink-muted">
                {KIND_WORDS[kind]}
                {classId === null ? "" : `, ${classNameOf(products, classId)}`}
                {SOURCE_WORDS[source]}
              </span>
              <span className="whitespace-nowrap">
                <span className="tabular-nums">{formatExact(value)}</span>{" "}
                <span className="text-ink-muted">{UNIT_WORDS[unit]}</span>
              </span>
            </li>
          ))}
        </ul>
      ) : null}
    </Card>
  );
}

function classNameOf(products: KeyDetails["products"], classId: string): string {
  return products.flatMap(({ classes }) => classes).find(({ id }) => id === classId)?.name ?? "another class";
}

function isNarrowedOut(classIds: readonly string[], id: string): boolean {
  return classIds.length > 0 && !classIds.includes(id);
}

/** What holds, and why it is not the default where it is not. */
function Qps({ qps, agreed, isContract, own }: ClassQps) {
  const why =
    own !== null && own < agreed ? `lowered from ${formatExact(agreed)}` : isContract ? "by contract" : null;
  return (
    <span className="shrink-0 whitespace-nowrap text-right">
      <span className="tabular-nums">{formatExact(qps)}</span> <span className="text-ink-muted">QPS</span>
      {why ? <span className="block text-ink-muted text-xs">{why}</span> : null}
    </span>
  );
}

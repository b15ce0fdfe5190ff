import type { Bar } from "@/components/charts/bar-list";
import type { TopList, UsageBreakdown } from "@/lib/usage/breakdown-schemas";

type Outcomes = UsageBreakdown["outcomes"];

/** Calls by final status, the heaviest first. */
export function outcomeBars(outcomes: Outcomes): Bar[] {
  const sums = new Map<number, number>();
  for (const { status, requests } of outcomes) sums.set(status, (sums.get(status) ?? 0) + requests);
  return [...sums]
    .sort(([, a], [, b]) => b - a)
    .map(([status, value]) => ({
      id: String(status),
      label: status === 0 ? "No answer" : String(status),
      value,
      ...(status === 0 && { note: "the process ended first" }),
    }));
}

/** Calls that were refused, by code. */
export function refusalBars(outcomes: Outcomes): Bar[] {
  const sums = new Map<string, number>();
  for (const { code, requests } of outcomes)
    if (code !== "") sums.set(code, (sums.get(code) ?? 0) + requests);
  return [...sums]
    .sort(([, a], [, b]) => b - a)
    .map(([code, value]) => ({
      id: code,
      value,
      label: (
        <a href={`/docs/errors#${code}`} className="font-mono text-xs underline-offset-2 hover:underline">
          {code}
        </a>
      ),
    }));
}

export function productBars(products: UsageBreakdown["products"]): Bar[] {
  return products.map(({ id, name, requests: value }) => ({
    id: id === "" ? "none" : id,
    label: name ?? (id === "" ? "No product" : "A product that is gone"),
    value,
  }));
}

const STATUS_WORDS: Readonly<Record<string, string>> = {
  current: "current",
  awaiting: "awaiting its first use",
  retiring: "retiring",
  retired: "retired",
};

export function secretBars(secrets: NonNullable<UsageBreakdown["secrets"]>): Bar[] {
  return secrets.map(({ id, head, tail, status, requests: value }) => ({
    id,
    label:
      head === null ? (
        "A secret that is gone"
      ) : (
        <span className="font-mono text-xs">
          kw_{head}…{tail}
        </span>
      ),
    value,
    ...(status !== null && { note: STATUS_WORDS[status] ?? status }),
  }));
}

/** The heaviest values, and last what is left of all calls. */
export function topBars({ values, other }: TopList, nameOf: (value: string) => string): Bar[] {
  const bars = values.map(({ value, requests }) => ({
    id: `=${value}`,
    label: nameOf(value),
    value: requests,
  }));
  return other === 0 ? bars : [...bars, { id: "other", label: "All others", value: other }];
}

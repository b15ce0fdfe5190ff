import type { Source } from "./calls-source";
import { inSpans } from "./in-spans";
import { ALL } from "./resolutions";
import type { UsageScope } from "./scope";
import type { Span, Spans } from "./spans";
import { DAY_MS, HOUR_MS, WEEK_MS } from "./units";

/**
 * Each row of the scope's callers of these dimensions once, whatever its products: `dimension`, `value`, `key_id`, `at` (the start
 * of its hour, day or week), `requests`, `unsure`. Under the key `*` where neither keys are named nor told apart.
 */
export function topsSource(
  { orgId, keys }: UsageScope,
  spans: Spans,
  dimensions: readonly string[],
  isByKey = false,
): Source {
  const values: unknown[] = [orgId, [...dimensions]];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const ofKeys = keys.length > 0 ? `key_id = ANY(${bind(keys)})` : null;
  const rolledUp = ofKeys ?? `key_id ${isByKey ? "<>" : "="} '${ALL}'`;
  const part = (table: string, time: string, ms: number, key: string, times: readonly Span[]) =>
    times.length === 0
      ? []
      : [
          `SELECT dimension, value, key_id, ${time} AS at, requests, unsure FROM ${table}
            WHERE org_id = $1 AND ${key} AND dimension = ANY($2) AND ${inSpans(time, times, ms, bind)}`,
        ];
  // An hour that changed since it was rolled up is read from the rows of its keys.
  const changed = wholeHours([...spans.quarter, ...spans.minute]);
  // Weeks are kept of all keys together alone.
  const isOfAll = ofKeys === null && !isByKey;
  const days = isOfAll ? spans.day : inOrder([...spans.day, ...spans.week]);
  const parts = [
    ...part("usage_top_week", "start", WEEK_MS, rolledUp, isOfAll ? spans.week : []),
    ...part("usage_top_day", "start", DAY_MS, rolledUp, days),
    ...part("usage_top", "hour", HOUR_MS, rolledUp, spans.hour),
    ...part("usage_top", "hour", HOUR_MS, ofKeys ?? `key_id <> '${ALL}'`, changed),
  ];
  return { sql: parts.join(" UNION ALL "), values };
}

function inOrder(spans: readonly Span[]): Span[] {
  return [...spans].sort((a, b) => a.from - b.from);
}

function wholeHours(spans: readonly Span[]): Span[] {
  const hours = new Set<number>();
  for (const { from, to } of spans)
    for (let hour = Math.floor(from / HOUR_MS) * HOUR_MS; hour < to; hour += HOUR_MS) hours.add(hour);
  return [...hours].sort((a, b) => a - b).map((from) => ({ from, to: from + HOUR_MS }));
}

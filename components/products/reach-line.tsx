import { AutoRefresh } from "@/components/health/auto-refresh";
import { Badge } from "@/components/ui/badge";
import type { Reach } from "@/lib/products/reach";

type ReachLineProps = { reach: Reach; isDisabled: boolean };

const ASK_AGAIN_MS = 700;

/** How far the product as it is saved has come. While an edge is missing the page looks again. */
export function ReachLine({ reach: { edges, current, slowestMs }, isDisabled }: ReachLineProps) {
  const state = isDisabled ? "Out of service" : "Live";
  if (edges === 0) return <Badge tone="danger">No edge lives</Badge>;
  if (current < edges) {
    return (
      <span role="status">
        <Badge tone="warn">
          {state} at {current} of {edges} edges
        </Badge>
        <AutoRefresh everyMs={ASK_AGAIN_MS} />
      </span>
    );
  }
  return (
    <span role="status">
      <Badge tone={isDisabled ? "idle" : "ok"}>
        <span>
          {state} at {edges === 1 ? "the one edge" : `all ${edges} edges`}
          {slowestMs === null ? null : <span className="text-ink-muted">, latest change {slowestMs} ms</span>}
        </span>
      </Badge>
    </span>
  );
}

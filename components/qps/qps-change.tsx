import { ArrowRight } from "lucide-react";
import { cn } from "@/components/ui/cn";
import { formatExact } from "@/components/ui/format-number";

type QpsChangeProps = { from: number; to: number; className?: string };

/** `10 → 25 QPS`. */
export function QpsChange({ from, to, className }: QpsChangeProps) {
  return (
    <span className={cn("inline-flex items-center gap-1.5 whitespace-nowrap tabular-nums", className)}>
      <span className="text-ink-muted">{formatExact(from)}</span>
      <ArrowRight aria-hidden="true" className="size-3.5 text-ink-faint" />
      <span className="sr-only">to</span>
      <span>{formatExact(to)}</span>
      <span className="text-ink-muted">QPS</span>
    </span>
  );
}

import { cn } from "@/components/ui/cn";
import { formatExact } from "@/components/ui/format-number";

type QpsListProps = {
  classes: readonly { id: string; name: string; defaultQps: number }[];
  className?: string;
};

/** The queries per second a key gets, by endpoint class; the class is named only where there are several. */
export function QpsList({ classes, className }: QpsListProps) {
  return (
    <ul className={cn("grid gap-0.5 text-sm text-ink-muted sm:text-right", className)}>
      {classes.map(({ id, name, defaultQps }) => (
        <li key={id} className="whitespace-nowrap">
          {classes.length > 1 ? `${name} ` : ""}
          <span className="text-ink tabular-nums">{formatExact(defaultQps)}</span> QPS
        </li>
      ))}
    </ul>
  );
}

import { cn } from "@/components/ui/cn";
import { RelativeTime } from "@/components/ui/relative-time";

type LastUsedProps = { at: string | null; ip: string | null; className?: string };

/** When a key was last accepted, and from which address. */
export function LastUsed({ at, ip, className }: LastUsedProps) {
  return (
    <span className={cn("inline-flex max-w-full flex-wrap items-baseline gap-x-1.5", className)}>
      <RelativeTime at={at} isPast />
      {at && ip ? (
        <span className="max-w-32 truncate font-mono text-ink-muted text-xs" title={`From ${ip}`}>
          {ip}
        </span>
      ) : null}
    </span>
  );
}

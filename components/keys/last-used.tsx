import { RelativeTime } from "@/components/ui/relative-time";

/** When a key was last accepted, and from which address. */
export function LastUsed({ at, ip }: { at: string | null; ip: string | null }) {
  return (
    <span className="inline-flex items-baseline gap-1.5 whitespace-nowrap">
      <RelativeTime at={at} />
      {at && ip ? (
        <span className="max-w-36 truncate font-mono text-ink-muted text-xs" title={`From ${ip}`}>
          {ip}
        </span>
      ) : null}
    </span>
  );
}

import { Badge } from "@/components/ui/badge";
import type { RingOverview } from "@/lib/material/overview-schema";
import { STANDING_WORDS } from "./ring-words";

const KINDS: Readonly<Record<string, string>> = { dashboard: "Dashboard", standalone: "Edge" };

/** Which instance holds which versions. */
export function RingInstances({ ring: { instances } }: { ring: RingOverview }) {
  if (instances.length === 0) {
    return <p className="text-ink-muted text-sm">No instance has been heard of in the last ten seconds.</p>;
  }
  return (
    <ul className="grid gap-2">
      {instances.map(({ id, host, kind, standing, sealing, versions }) => {
        const { tone, label } = STANDING_WORDS[standing];
        return (
          <li key={id} className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 text-sm">
            <span className="min-w-0 break-words">
              {KINDS[kind] ?? kind} on <span className="font-mono">{host}</span>
              {sealing === null ? null : (
                <span className="text-ink-muted">
                  {" "}
                  holds version {versions.join(" and ")}, seals with {sealing}
                </span>
              )}
            </span>
            <Badge tone={tone}>{label}</Badge>
          </li>
        );
      })}
    </ul>
  );
}

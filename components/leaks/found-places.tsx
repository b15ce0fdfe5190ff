import { ExternalLink } from "lucide-react";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { RelativeTime } from "@/components/ui/relative-time";
import type { DoneResponse } from "@/lib/leak-intake/schemas";
import type { ShownFinding, ShownFindings } from "@/lib/leaks/findings-of";

const RESPONSE_WORDS = {
  none: { word: "It worked nowhere any more", tone: "ok" },
  notify: { word: "People were told", tone: "info" },
  throttle: { word: "Throttled to 1 QPS", tone: "warn" },
  restrict: { word: "Restricted to known addresses", tone: "warn" },
  rotate: { word: "Rotated, with 1 hour", tone: "warn" },
} as const satisfies Record<DoneResponse, { word: string; tone: BadgeTone }>;

/** Where a key's secrets were found in the open, by whom, and what was done at once. */
export function FoundPlaces({ findings }: { findings: ShownFindings }) {
  const more = findings.total - findings.latest.length;
  return (
    <>
      <ul aria-label="Where it was found" className="grid gap-2">
        {findings.latest.map((finding) => (
          <li key={finding.id} className="grid gap-1 rounded-md border border-line px-3 py-2 text-sm">
            <Place finding={finding} />
            <div className="flex flex-wrap items-center gap-x-4 gap-y-1 text-ink-muted">
              <span>
                by {finding.source === "github" ? "GitHub" : finding.source}{" "}
                <RelativeTime at={finding.receivedAt} isPast />
                {finding.type === "" ? "" : ` · ${finding.type.replaceAll("_", " ")}`}
              </span>
              <Badge tone={RESPONSE_WORDS[finding.response].tone}>
                {RESPONSE_WORDS[finding.response].word}
              </Badge>
            </div>
          </li>
        ))}
      </ul>
      {more > 0 ? <p className="text-ink-muted text-sm">And {more} more places before these.</p> : null}
    </>
  );
}

function Place({ finding: { url } }: { finding: ShownFinding }) {
  if (url === "") return <span>Where, was not said</span>;
  return (
    <a
      href={url}
      target="_blank"
      rel="noreferrer noopener"
      className="inline-flex min-w-0 items-start gap-1.5 break-all text-accent-ink underline underline-offset-4"
    >
      {url}
      <ExternalLink aria-hidden="true" className="mt-0.5 size-3.5 shrink-0" />
      <span className="sr-only">(opens in a new tab)</span>
    </a>
  );
}

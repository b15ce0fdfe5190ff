import { Tooltip } from "@/components/ui/tooltip";
import type { ListedDomains } from "@/lib/keys/list-item";
import { MODE_WORDS } from "./restriction-words";

/** The first allowed domain and how many more; the rest on hover and focus. */
export function DomainTags({ domains }: { domains: ListedDomains }) {
  if (domains === null) return <span className="text-danger-ink">unreadable</span>;
  const { mode, first, count } = domains;
  const [one, ...others] = first;
  if (mode === "off" || one === undefined) return <span className="text-ink-muted">any</span>;
  const unnamed = count - first.length;
  const rest = [...others, ...(unnamed > 0 ? [`${unnamed} more`] : [])];
  return (
    <span className="flex flex-col leading-tight">
      <span className="inline-flex max-w-36 items-baseline gap-1">
        <span className="truncate" title={one}>
          {one}
        </span>
        {rest.length > 0 ? (
          <Tooltip content={rest.join(", ")}>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the names behind the number are for keyboards too. */}
            <span tabIndex={0} className="rounded-sm text-ink-muted">
              +{count - 1}
            </span>
          </Tooltip>
        ) : null}
      </span>
      {mode === "observe" ? (
        <span className="text-ink-muted text-xs">{MODE_WORDS.observe.word} only</span>
      ) : null}
    </span>
  );
}

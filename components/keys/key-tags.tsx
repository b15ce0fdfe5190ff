import { Tag } from "@/components/ui/tag";
import { Tooltip } from "@/components/ui/tooltip";

const SHOWN = 2;

/** The first tags of a key, and how many more; the rest on hover and focus. */
export function KeyTags({ tags }: { tags: readonly string[] }) {
  if (tags.length === 0) return <span className="text-ink-muted">none</span>;
  const rest = tags.slice(SHOWN);
  return (
    <span className="inline-flex max-w-full items-center gap-1">
      {tags.slice(0, SHOWN).map((tag) => (
        <Tag key={tag} className="max-w-28" title={tag}>
          <bdi className="truncate">{tag}</bdi>
        </Tag>
      ))}
      {rest.length > 0 ? (
        <Tooltip content={rest.join(", ")}>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the tags behind the number are for keyboards too. */}
          <span tabIndex={0} className="inline-flex rounded-sm">
            <Tag>+{rest.length}</Tag>
          </span>
        </Tooltip>
      ) : null}
    </span>
  );
}

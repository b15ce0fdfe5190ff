import { RelativeTime } from "@/components/ui/relative-time";
import type { KeyListItem } from "@/lib/keys/list";

/** How far a rotation is, in a few words; nothing where none is under way. */
export function RotationHint({ rotation }: Pick<KeyListItem, "rotation">) {
  if (rotation === null) return null;
  if (rotation.isAwaitingFirstUse)
    return <span className="text-ink-muted text-xs whitespace-nowrap">New secret not used yet</span>;
  return (
    <span className="text-ink-muted text-xs whitespace-nowrap">
      Old secret ends <RelativeTime at={rotation.endsAt} />
    </span>
  );
}

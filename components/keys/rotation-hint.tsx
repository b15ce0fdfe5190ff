import { cn } from "@/components/ui/cn";
import { RelativeTime } from "@/components/ui/relative-time";
import type { KeyListItem } from "@/lib/keys/list-item";

type RotationHintProps = Pick<KeyListItem, "rotation"> & { className?: string };

/** How far a rotation is, in a few words; nothing where none is under way. */
export function RotationHint({ rotation, className }: RotationHintProps) {
  if (rotation === null) return null;
  return (
    <span className={cn("text-ink-muted text-xs whitespace-nowrap", className)}>
      {rotation.isAwaitingFirstUse ? (
        "New secret unused"
      ) : (
        <>
          Old secret ends <RelativeTime at={rotation.endsAt} />
        </>
      )}
    </span>
  );
}

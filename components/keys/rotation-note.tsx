import { ArrowLeftRight } from "lucide-react";
import { RelativeTime } from "@/components/ui/relative-time";
import type { KeyDetails } from "@/lib/keys/get";

/** What a rotation that is under way means for the clients; nothing where none is. */
export function RotationNote({ secrets, canCopy }: Pick<KeyDetails, "secrets" | "canCopy">) {
  const retiring = secrets.find(({ status }) => status === "retiring");
  const isAwaiting = secrets.some(({ status }) => status === "awaiting");
  if (!retiring && !isAwaiting) return null;
  return (
    <div className="flex gap-2.5 border-line border-t bg-warn-soft px-5 py-3">
      <ArrowLeftRight aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-warn-ink" />
      <p className="min-w-0">
        <strong className="font-medium">Rotation under way.</strong>{" "}
        {retiring ? "Both secrets work. " : "The old secret has ended. "}
        {isAwaiting ? "No client has used the new one yet. " : null}
        {canCopy ? `Copying gives the ${isAwaiting ? "new" : "current"} one. ` : null}
        {retiring ? (
          <>
            The retiring one ends <RelativeTime at={retiring.retiresAt} className="font-medium" />; move every
            client that still sends it before then.
          </>
        ) : null}
      </p>
    </div>
  );
}

import { ArrowLeftRight } from "lucide-react";
import { RelativeTime } from "@/components/ui/relative-time";
import type { KeyDetails } from "@/lib/keys/get";
import { RotationActions } from "./rotation-actions";
import { RotationLink } from "./rotation-link";

type RotationNoteProps = {
  details: Pick<KeyDetails, "id" | "version" | "secrets" | "lastRotatedAt" | "canCopy" | "canRotate">;
};

/** What a rotation that is under way means for the clients; nothing where none is. */
export function RotationNote({ details }: RotationNoteProps) {
  const { secrets, canCopy, canRotate, lastRotatedAt } = details;
  const retiring = secrets.find(({ status }) => status === "retiring");
  const isAwaiting = secrets.some(({ status }) => status === "awaiting");
  if (!retiring && !isAwaiting) return null;
  const { retiresAt } = retiring ?? {};
  const unused = secrets.find(
    ({ status, lastUsedAt }) => (status === "current" || status === "awaiting") && lastUsedAt === null,
  );
  return (
    <div className="flex gap-2.5 border-line border-t bg-warn-soft px-5 py-3">
      <ArrowLeftRight aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-warn-ink" />
      <div className="min-w-0">
        <p>
          <strong className="font-medium">Rotation under way.</strong>{" "}
          {retiring ? "Both secrets work. " : "The old secret has ended. "}
          {isAwaiting ? "No client has used the new one yet. " : null}
          {canCopy ? `Copying gives the ${isAwaiting ? "new" : "current"} one. ` : null}
          {retiring ? (
            <>
              The retiring one ends <RelativeTime at={retiring.retiresAt} className="font-medium" />; move
              every client that still sends it before then.
            </>
          ) : null}
        </p>
        <p className="mt-1">
          <RotationLink keyId={details.id}>See who still uses the old secret</RotationLink>
        </p>
        {retiring && retiresAt && lastRotatedAt && canRotate ? (
          <RotationActions
            keyId={details.id}
            version={details.version}
            rotatedAt={lastRotatedAt}
            retiring={{ ...retiring, retiresAt }}
            unused={unused}
          />
        ) : null}
      </div>
    </div>
  );
}

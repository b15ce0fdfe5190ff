import { Button } from "@/components/ui/button";
import type { QpsForm } from "@/lib/qps/views";

type SendBarProps = {
  about: QpsForm | null;
  busy: "draft" | "submit" | null;
  isDraft: boolean;
  onSaveDraft: () => void;
};

/** Stays in view: what happens next, and the buttons for it. */
export function SendBar({ about, busy, isDraft, onSaveDraft }: SendBarProps) {
  const canSubmit = about?.canSubmit ?? true;
  const isBlocked = about !== null && (!about.canDraft || !about.isOffered);
  const isDouble = about?.chosen?.openRequestId != null;
  const draftLabel = isDraft ? "Save changes" : "Save draft";
  return (
    <div className="-mx-4 sm:-mx-6 lg:-mx-8 sticky bottom-0 z-10 border-line border-t bg-canvas px-4 py-3 sm:px-6 lg:px-8">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <p className="min-w-0 flex-1 basis-56 text-ink-muted text-sm">
          {canSubmit
            ? "What your calls show goes along with the request."
            : "You can write a draft; an admin or owner of your organization sends it."}
        </p>
        <div className="flex gap-2">
          {canSubmit ? (
            <Button onClick={onSaveDraft} pending={busy === "draft"} disabled={busy !== null || isBlocked}>
              {draftLabel}
            </Button>
          ) : null}
          <Button
            type="submit"
            variant="primary"
            pending={busy === (canSubmit ? "submit" : "draft")}
            disabled={busy !== null || isBlocked || (canSubmit && isDouble)}
          >
            {canSubmit ? "Send request" : draftLabel}
          </Button>
        </div>
      </div>
    </div>
  );
}

import { Button } from "@/components/ui/button";
import { StickyBar } from "@/components/ui/sticky-bar";
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
    <StickyBar
      words={
        canSubmit
          ? "What your calls show goes along with the request."
          : "You can write a draft; an admin or owner of your organization sends it."
      }
    >
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
    </StickyBar>
  );
}

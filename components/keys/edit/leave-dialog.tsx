"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { lazyPart } from "@/components/ui/lazy-part";
import { useLeaveGuard } from "../use-leave-guard";

const question = lazyPart(() => import("@/components/ui/confirm-dialog"));

/** While `active`, leaving asks first: by a link of the app, by going back, or by closing the tab. */
export function LeaveDialog({ active }: { active: boolean }) {
  const router = useRouter();
  const [leave, setLeave] = useState<{ go: () => void } | null>(null);
  const mayLeave = useRef(false);
  const part = question.use(leave !== null);
  useLeaveGuard(active);

  useEffect(() => {
    if (!active) return;
    question.load();
    mayLeave.current = false;
    const onClick = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
      if (!(link instanceof HTMLAnchorElement) || link.target === "_blank" || link.origin !== location.origin)
        return;
      if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      if (link.pathname === location.pathname) return;
      event.preventDefault();
      event.stopPropagation();
      setLeave({ go: () => router.push(link.pathname + link.search + link.hash) });
    };
    // Before React's own listeners, which would follow the link.
    document.addEventListener("click", onClick, true);

    const history = "navigation" in window ? window.navigation : null;
    const onNavigate = (event: NavigateEvent) => {
      if (mayLeave.current || event.navigationType !== "traverse" || !event.cancelable) return;
      event.preventDefault();
      const { key } = event.destination;
      setLeave({ go: () => void history?.traverseTo(key) });
    };
    history?.addEventListener("navigate", onNavigate);
    return () => {
      document.removeEventListener("click", onClick, true);
      history?.removeEventListener("navigate", onNavigate);
    };
  }, [active, router]);

  if (part === null) return null;
  return (
    <part.ConfirmDialog
      open={leave !== null}
      onOpenChange={(open) => {
        if (!open) setLeave(null);
      }}
      title="Leave without saving?"
      confirmLabel="Leave page"
      tone="danger"
      onConfirm={() => {
        mayLeave.current = true;
        leave?.go();
        return Promise.resolve(undefined);
      }}
    >
      <p>What you changed on this page is not saved yet and would be lost.</p>
    </part.ConfirmDialog>
  );
}

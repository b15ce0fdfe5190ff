"use client";

import { useEffect, useRef, useState } from "react";
import type { z } from "zod";
import type { BulkPreviewItem } from "@/lib/keys/bulk/preview";
import type { BulkOperation } from "@/lib/keys/bulk/schemas";
import { BULK_PREVIEW_MAX } from "@/lib/keys/bulk/sizes";
import { useKeyActions } from "../key-actions";
import { refusalSentence } from "../refusal-sentence";
import type { BulkActions } from "./bulk-actions";

const PAUSE_MS = 400;

export type PreviewState =
  | { phase: "incomplete" }
  | { phase: "loading"; done: number; total: number }
  | { phase: "failed"; sentence: string }
  | { phase: "ready"; keys: BulkPreviewItem[] };

/**
 * What an operation would do to the keys, asked again a moment after the operation changes; the reason changes nothing of it.
 * While an answer is on its way the one before it is not shown: it was about something else. Many keys are looked at in
 * several questions.
 */
export function useBulkPreview(
  actions: BulkActions,
  keyIds: readonly string[],
  operation: z.input<typeof BulkOperation> | null,
): PreviewState {
  const { orgSlug } = useKeyActions();
  const asked = operation === null ? null : JSON.stringify({ ...operation, reason: "" });
  const [answer, setAnswer] = useState<{ asked: string; state: PreviewState } | null>(null);
  const isFirst = useRef(true);
  const ids = keyIds.join(" ");
  useEffect(() => {
    if (asked === null) return;
    let isCurrent = true;
    const pause = isFirst.current ? 0 : PAUSE_MS;
    isFirst.current = false;
    const tell = (state: PreviewState) => {
      if (isCurrent) setAnswer({ asked, state });
    };
    const look = async () => {
      const all = ids.split(" ");
      const keys: BulkPreviewItem[] = [];
      while (isCurrent && keys.length < all.length) {
        const keyIds = all.slice(keys.length, keys.length + BULK_PREVIEW_MAX);
        const result = await actions.preview(orgSlug, { keyIds, operation: JSON.parse(asked) });
        if (!result.ok) return tell({ phase: "failed", sentence: refusalSentence(result.error) });
        keys.push(...result.data.keys);
        tell({ phase: "loading", done: keys.length, total: all.length });
      }
      tell({ phase: "ready", keys });
    };
    const timer = setTimeout(() => {
      look().catch(() => tell({ phase: "failed", sentence: "The server cannot be reached." }));
    }, pause);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [actions, orgSlug, ids, asked]);
  if (asked === null) return { phase: "incomplete" };
  return answer?.asked === asked ? answer.state : { phase: "loading", done: 0, total: keyIds.length };
}

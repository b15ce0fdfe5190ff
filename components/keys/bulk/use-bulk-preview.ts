"use client";

import { useEffect, useRef, useState } from "react";
import type { z } from "zod";
import type { BulkPreviewItem } from "@/lib/keys/bulk/preview";
import type { BulkOperation } from "@/lib/keys/bulk/schemas";
import { useKeyActions } from "../key-actions";
import { refusalSentence } from "../refusal-sentence";
import type { BulkActions } from "./bulk-actions";

const PAUSE_MS = 400;

export type PreviewState =
  | { phase: "incomplete" }
  | { phase: "loading" }
  | { phase: "failed"; sentence: string }
  | { phase: "ready"; keys: BulkPreviewItem[] };

/**
 * What an operation would do to the keys, asked again a moment after the operation changes; the reason changes nothing of it.
 * While an answer is on its way the one before it is not shown: it was about something else.
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
    const timer = setTimeout(() => {
      void actions
        .preview(orgSlug, { keyIds: ids.split(" "), operation: JSON.parse(asked) })
        .then((result): PreviewState => {
          if (result.ok) return { phase: "ready", keys: result.data.keys };
          return { phase: "failed", sentence: refusalSentence(result.error) };
        })
        .catch((): PreviewState => ({ phase: "failed", sentence: "The server cannot be reached." }))
        .then((state) => {
          if (isCurrent) setAnswer({ asked, state });
        });
    }, pause);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [actions, orgSlug, ids, asked]);
  if (asked === null) return { phase: "incomplete" };
  return answer?.asked === asked ? answer.state : { phase: "loading" };
}

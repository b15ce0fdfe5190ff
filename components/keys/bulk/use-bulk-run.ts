"use client";

import { useState } from "react";
import type { z } from "zod";
import type { BulkResult } from "@/lib/keys/bulk/run";
import { BULK_BATCH_MAX, type BulkOperation } from "@/lib/keys/bulk/schemas";
import { useKeyActions } from "../key-actions";
import { refusalSentence } from "../refusal-sentence";
import type { BulkActions } from "./bulk-actions";

type Key = { keyId: string; version: number };

export type RunState = {
  /** Of the keys that were to be done, those an answer has come for. */
  results: BulkResult[];
  total: number;
  isOver: boolean;
  /** What ended it early; the keys without a result were not tried, or nobody knows. */
  failure: string | null;
};

/** Does an operation to keys, some at a time, and tells how far it is. */
export function useBulkRun(actions: BulkActions) {
  const { orgSlug } = useKeyActions();
  const [state, setState] = useState<RunState | null>(null);
  const run = async (keys: readonly Key[], operation: z.input<typeof BulkOperation>) => {
    const results: BulkResult[] = [];
    const tell = (isOver: boolean, failure: string | null = null) =>
      setState({ results: [...results], total: keys.length, isOver, failure });
    tell(false);
    for (let at = 0; at < keys.length; at += BULK_BATCH_MAX) {
      const failure = await actions
        .run(orgSlug, { keys: keys.slice(at, at + BULK_BATCH_MAX), operation })
        .then((result) => {
          if (!result.ok) return refusalSentence(result.error);
          results.push(...result.data.results);
          return null;
        })
        .catch(() => "The connection broke. Reload the list to see which of the last keys were reached.");
      if (failure !== null) return tell(true, failure);
      tell(false);
    }
    tell(true);
  };
  return { state, run };
}

"use client";

import { useRef, useState } from "react";
import type { ActionResult } from "@/lib/actions/result";
import type { BulkResult, BulkResults } from "@/lib/keys/bulk/one-by-one";
import { BULK_BATCH_MAX } from "@/lib/keys/bulk/sizes";
import { refusalSentence } from "../refusal-sentence";

export type RunState = {
  /** Of the keys that were to be done, those an answer has come for. */
  results: BulkResult[];
  total: number;
  isOver: boolean;
  /** Somebody wants no more keys to be begun. */
  isStopping: boolean;
  /** What ended it early; the keys without a result were not tried, or nobody knows. */
  failure: string | null;
};

const BROKEN = "The connection broke. Reload the list to see which of the last keys were reached.";

/** Does something to keys, some at a time, and tells how far it is. */
export function useBulkRun() {
  const [state, setState] = useState<RunState | null>(null);
  const isStopping = useRef(false);
  const run = async <Key>(
    keys: readonly Key[],
    send: (batch: Key[]) => Promise<ActionResult<BulkResults>>,
    batchSize = BULK_BATCH_MAX,
  ): Promise<void> => {
    const results: BulkResult[] = [];
    const tell = (isOver: boolean, failure: string | null = null) =>
      setState({
        ...{ results: [...results], total: keys.length },
        ...{ isOver, isStopping: isStopping.current, failure },
      });
    isStopping.current = false;
    tell(false);
    for (let at = 0; at < keys.length && !isStopping.current; at += batchSize) {
      const failure = await send(keys.slice(at, at + batchSize))
        .then((result) => {
          if (!result.ok) return refusalSentence(result.error);
          results.push(...result.data.results);
          return null;
        })
        .catch(() => BROKEN);
      if (failure !== null) return tell(true, failure);
      tell(false);
    }
    tell(true);
  };
  /** What was sent is still done; no other key is. */
  const stop = () => {
    isStopping.current = true;
    setState((now) => now && { ...now, isStopping: true });
  };
  return { state, run, stop };
}

import { useEffect, useState } from "react";
import { type NoticesSource, noticesApi } from "./notices-source";

const EVERY_MS = 30_000;
const bells = new Set<() => Promise<void>>();

/** Some have been read: every bell of the page counts again. */
export async function countNoticesAgain(): Promise<void> {
  await Promise.all([...bells].map((count) => count()));
}

/** How many notices the caller has not read; counted every half minute while the tab is visible, and when it becomes so. */
export function useUnread(source: NoticesSource): number {
  const [unread, setUnread] = useState(0);
  const path = noticesApi(source);
  useEffect(() => {
    const stop = new AbortController();
    const { signal } = stop;
    const count = async () => {
      if (document.hidden) return;
      const counted = await unreadAt(path, signal).catch(() => null);
      if (counted !== null && !signal.aborted) setUnread(counted);
    };
    void count();
    const timer = setInterval(() => void count(), EVERY_MS);
    document.addEventListener("visibilitychange", () => void count(), { signal });
    bells.add(count);
    return () => {
      stop.abort();
      clearInterval(timer);
      bells.delete(count);
    };
  }, [path]);
  return unread;
}

/** `null`: there is no telling now. One number needs no schema, which every page would have to fetch. */
async function unreadAt(path: string, signal: AbortSignal): Promise<number | null> {
  const response = await fetch(path, { signal, headers: { accept: "application/json" } });
  if (!response.ok) return null;
  const body: unknown = await response.json();
  const { unread } = Object(body) as { unread?: unknown };
  return typeof unread === "number" ? unread : null;
}

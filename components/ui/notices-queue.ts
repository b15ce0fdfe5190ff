export type QueuedNotice = {
  kind: "done" | "info" | "failed";
  message: string;
  description?: string;
  durationMs?: number;
  /** Takes back what was done. */
  onUndo?: () => void;
};

const waiting: QueuedNotice[] = [];
let take: ((notice: QueuedNotice) => void) | null = null;
let wake = () => {};

/** Shows a notice, or keeps it until there is something that shows notices. */
export function queueNotice(notice: QueuedNotice): void {
  if (take !== null) {
    take(notice);
    return;
  }
  waiting.push(notice);
  wake();
}

/** Calls back when a notice waits and nothing shows it. Returns what ends it. */
export function onWaitingNotice(listener: () => void): () => void {
  wake = listener;
  if (waiting.length > 0) listener();
  return () => {
    wake = () => {};
  };
}

/** Hands over every notice from now on, those that wait first. Returns what ends it. */
export function takeNotices(show: (notice: QueuedNotice) => void): () => void {
  take = show;
  for (const notice of waiting.splice(0)) show(notice);
  return () => {
    take = null;
  };
}

const slot = Symbol.for("keyward.streams");
const shared = globalThis as { [slot]?: Set<AbortController> };

/**
 * A stream that stays open until its reader goes: its controller hears of that, also when the reader has gone already, and when
 * the process stops. Call `done` at its end.
 */
export function openStream(reader: AbortSignal): { controller: AbortController; done: () => void } {
  shared[slot] ??= new Set();
  const open = shared[slot];
  const controller = new AbortController();
  const stop = () => controller.abort();
  // A signal that has been aborted tells nobody any more.
  if (reader.aborted) stop();
  else reader.addEventListener("abort", stop, { once: true });
  open.add(controller);
  return {
    controller,
    done: () => {
      open.delete(controller);
      reader.removeEventListener("abort", stop);
    },
  };
}

/** Ends every open stream of this process, so that its connections are free. */
export function endStreams(): void {
  for (const controller of shared[slot] ?? []) controller.abort();
}

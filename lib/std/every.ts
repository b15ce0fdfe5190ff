/**
 * Runs `chore` now and again `pauseMs` after each end, whatever became of it; `onError` hears of failures. Does not keep
 * the process alive.
 *
 * The answer stops it and waits for the run that is under way.
 * @param turn Begins the first run when it is its turn, in place of now.
 */
export function every(
  pauseMs: number,
  chore: () => Promise<unknown>,
  onError: (error: unknown) => void,
  turn: (begin: () => void) => void = (begin) => begin(),
): () => Promise<void> {
  let isStopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let underWay: Promise<void> = Promise.resolve();
  const run = () => {
    underWay = chore()
      .then(() => undefined, onError)
      .finally(() => {
        if (isStopped) return;
        timer = setTimeout(run, pauseMs);
        if (typeof timer === "object") timer.unref();
      });
  };
  turn(() => {
    if (!isStopped) run();
  });
  return async () => {
    isStopped = true;
    clearTimeout(timer);
    await underWay;
  };
}

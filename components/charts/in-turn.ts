/** When whoever was let go last is done. */
let last: Promise<unknown> = Promise.resolve();

/**
 * Lets one after the other go, each in a task of its own, so that a page full of drawings answers between two of them.
 *
 * @param load Fetches what `go` needs. When it fails nobody goes, and the next one has a turn.
 * @returns Ends with what `load` fails with.
 */
export function inTurn<T>(load: () => Promise<T>, go: (loaded: T) => void): Promise<void> {
  const turn = last.then(load).then((loaded) => {
    go(loaded);
    return new Promise<void>((resolve) => setTimeout(resolve));
  });
  last = turn.catch(() => undefined);
  return turn;
}

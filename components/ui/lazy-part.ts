import { useEffect, useState, useSyncExternalStore } from "react";

type LazyPart<T> = {
  /** It, when it is here. Fails when it cannot be fetched; the next call asks again. */
  fetch: () => Promise<T>;
  /** Fetches it, if nobody has. Call it as soon as somebody seems to want it: a pointer or the focus on its button. */
  load: () => void;
  /** `null` until it is here. `isWanted` fetches it; what cannot be fetched then is the error boundary's to tell. */
  use: (isWanted: boolean) => T | null;
  /** For what is only ever drawn inside a part that is here. */
  get: () => T;
};

/**
 * A part of the page that comes when somebody is about to use it, and not with every page: what opens a menu is a plain
 * button from the first paint, and a click on it that comes before the menu opens it when the menu is there.
 */
export function lazyPart<T extends object>(fetchPart: () => Promise<T>): LazyPart<T> {
  let part: T | null = null;
  let coming: Promise<T> | undefined;
  const waiting = new Set<() => void>();

  const fetchOnce = (): Promise<T> => {
    coming ??= fetchPart().then(
      (fetched) => {
        part = fetched;
        for (const tell of waiting) tell();
        return fetched;
      },
      (error: unknown) => {
        coming = undefined;
        throw error;
      },
    );
    return coming;
  };
  const subscribe = (tell: () => void) => {
    waiting.add(tell);
    return () => {
      waiting.delete(tell);
    };
  };
  return {
    fetch: fetchOnce,
    load: () => void fetchOnce().catch(() => {}),
    use: (isWanted) => {
      const [failure, setFailure] = useState<{ error: unknown }>();
      const here = useSyncExternalStore(
        subscribe,
        () => part,
        () => null,
      );
      useEffect(() => {
        if (isWanted && part === null) fetchOnce().catch((error: unknown) => setFailure({ error }));
      }, [isWanted]);
      if (failure !== undefined) throw failure.error;
      return here;
    },
    get: () => {
      if (part === null) throw new Error("A part is drawn before it is here.");
      return part;
    },
  };
}

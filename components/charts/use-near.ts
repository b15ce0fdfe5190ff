import { type RefObject, startTransition, useEffect, useState } from "react";
import { flushSync } from "react-dom";
import { inTurn } from "./in-turn";

/** Pixels below and above the window within which something counts as about to be seen. */
const AHEAD = "300px 0px";

/** Whole pixels. */
export type Size = { readonly width: number; readonly height: number };

/** What an element had for a size when it was come near to, and what draws it. */
export type Near<T> = { readonly size: Size; readonly loaded: T };

/**
 * Says when to draw: once the element was in sight or close to it and its turn came, or when it is to be printed. Null until then, and
 * on the server. What `load` fails with is thrown while rendering.
 *
 * @param load Fetches what draws it; always the same function.
 */
export function useNear<T>(element: RefObject<Element | null>, load: () => Promise<T>): Near<T> | null {
  const [near, setNear] = useState<Near<T> | null>(null);
  useEffect(() => {
    const { current } = element;
    if (near !== null || current === null) return;
    const draw = (loaded: T) => setNear({ size: sizeOf(current.getBoundingClientRect()), loaded });
    const fail = (error: unknown) =>
      setNear(() => {
        throw error;
      });
    // The paper waits for no turn.
    const print = () => void load().then((loaded) => flushSync(() => draw(loaded)), fail);
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
        observer.disconnect();
        // Drawing may be put off for whatever somebody does meanwhile.
        inTurn(load, (loaded) => startTransition(() => draw(loaded))).catch(fail);
      },
      { rootMargin: AHEAD },
    );
    observer.observe(current);
    window.addEventListener("beforeprint", print);
    return () => {
      observer.disconnect();
      window.removeEventListener("beforeprint", print);
    };
  }, [near, element, load]);
  return near;
}

function sizeOf({ width, height }: DOMRect): Size {
  return { width: Math.round(width), height: Math.round(height) };
}

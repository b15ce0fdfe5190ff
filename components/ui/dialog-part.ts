import { type RefObject, useRef } from "react";
import { lazyPart } from "./lazy-part";

/** What dialogs and drawers stand on. */
export const dialogPart = lazyPart(() => import("radix-ui/dialog"));

/**
 * Props for the content of a dialog: the focus goes back to what opened it, or else to `button`. Where that has gone meanwhile,
 * with the state it belonged to, the focus comes to rest at the box that was around it.
 */
export function useFocusBack(button: RefObject<HTMLElement | null>) {
  const opener = useRef<HTMLElement | null>(null);
  const around = useRef<readonly HTMLElement[]>([]);
  return {
    onOpenAutoFocus: () => {
      // One content may follow another, a form and then what came of it: nothing has the focus between the two.
      opener.current = whatOpened() ?? button.current ?? opener.current;
      if (opener.current?.isConnected) around.current = boxesAround(opener.current);
    },
    onCloseAutoFocus: (event: Event) => {
      const place = [opener.current, ...around.current].find((element) => element?.isConnected);
      if (!place) return;
      event.preventDefault();
      place.focus({ preventScroll: place !== opener.current });
    },
  };
}

/** What can hold the focus though no Tab leads there, the nearest first; the page's main part is the last. */
function boxesAround(element: HTMLElement | null): HTMLElement[] {
  const box = element?.parentElement?.closest<HTMLElement>("[tabindex='-1']") ?? null;
  return box === null ? [] : [box, ...boxesAround(box)];
}

/** What had the focus; a menu's item is gone when the dialog closes, and the button of the menu is not. */
function whatOpened(): HTMLElement | null {
  const focused = document.activeElement;
  const menuButton = focused?.closest("[role=menu]")?.getAttribute("aria-labelledby");
  if (menuButton) return document.getElementById(menuButton);
  return focused instanceof HTMLElement && focused !== document.body ? focused : null;
}

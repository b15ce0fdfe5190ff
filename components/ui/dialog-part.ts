import { type RefObject, useRef } from "react";
import { lazyPart } from "./lazy-part";

/** What dialogs and drawers stand on. */
export const dialogPart = lazyPart(() => import("radix-ui/dialog"));

/** Props for the content of a dialog: the focus goes back to what opened it, or else to `button`. */
export function useFocusBack(button: RefObject<HTMLElement | null>) {
  const opener = useRef<HTMLElement | null>(null);
  return {
    onOpenAutoFocus: () => {
      opener.current = whatOpened() ?? button.current;
    },
    onCloseAutoFocus: (event: Event) => {
      if (opener.current?.isConnected !== true) return;
      event.preventDefault();
      opener.current.focus();
    },
  };
}

/** What had the focus; a menu's item is gone when the dialog closes, and the button of the menu is not. */
function whatOpened(): HTMLElement | null {
  const focused = document.activeElement;
  const menuButton = focused?.closest("[role=menu]")?.getAttribute("aria-labelledby");
  if (menuButton) return document.getElementById(menuButton);
  return focused instanceof HTMLElement && focused !== document.body ? focused : null;
}

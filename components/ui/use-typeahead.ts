import { type KeyboardEvent, useRef } from "react";
import { optionTyped, type SelectOption } from "./select-options";

const PAUSE_MS = 1_000;

/** Letters on a closed list choose the option that begins with them; after a pause a new word begins. */
export function useTypeahead(
  options: readonly SelectOption[],
  current: string,
  choose: (value: string) => void,
) {
  const typed = useRef({ text: "", at: 0 });
  return {
    reset: () => {
      typed.current = { text: "", at: 0 };
    },
    /** Whether the key was one of a word. */
    takes: ({ key, ctrlKey, altKey, metaKey, timeStamp }: KeyboardEvent): boolean => {
      if (key.length !== 1 || ctrlKey || altKey || metaKey) return false;
      const isGoingOn = typed.current.text !== "" && timeStamp - typed.current.at < PAUSE_MS;
      // A space begins no word: it opens the list.
      if (!isGoingOn && key === " ") return false;
      typed.current = { text: (isGoingOn ? typed.current.text : "") + key, at: timeStamp };
      const option = optionTyped(options, typed.current.text, current);
      if (option !== undefined && option.value !== current) choose(option.value);
      return true;
    },
  };
}

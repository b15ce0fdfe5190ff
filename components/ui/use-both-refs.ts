import { type Ref, type RefObject, useCallback } from "react";

/** A ref that keeps both: the component's own and the one it was given. */
export function useBothRefs<Node>(own: RefObject<Node | null>, given: Ref<Node> | undefined) {
  return useCallback(
    (node: Node | null) => {
      own.current = node;
      if (typeof given === "function") given(node);
      else if (given) given.current = node;
    },
    [own, given],
  );
}

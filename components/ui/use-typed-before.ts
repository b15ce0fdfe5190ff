import { type RefObject, useEffect } from "react";

/**
 * Tells a field's `onChange` what was typed into it before the page was alive: React leaves that in the field and says
 * nothing. `value` is what the field was rendered with.
 */
export function useTypedBefore(field: RefObject<HTMLInputElement | null>, value: unknown): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what was typed before the first render counts
  useEffect(() => {
    const node = field.current;
    if (node === null || typeof value !== "string" || node.value === value) return;
    const typed = node.value;
    // React compares with what it last wrote through the node's own property; the prototype's goes past that.
    node.value = value;
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set?.call(node, typed);
    node.dispatchEvent(new Event("input", { bubbles: true }));
  }, []);
}

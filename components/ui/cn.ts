import { type ClassValue, clsx } from "clsx";
import { extendTailwindMerge } from "tailwind-merge";

const merge = extendTailwindMerge({ extend: { classGroups: { shadow: [{ shadow: ["pop", "lift"] }] } } });

/** Joins class names; of two that set the same property the later wins, so a caller's `className` does. */
export function cn(...classes: ClassValue[]): string {
  return merge(clsx(classes));
}

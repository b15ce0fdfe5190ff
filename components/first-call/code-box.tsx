import { cn } from "@/components/ui/cn";

/** Code or an answer that scrolls in its own box, by keyboard too. */
export function CodeBox({ label, code, className }: { label: string; code: string; className?: string }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a section would not say that it scrolls; the region is named.
    <pre
      role="region"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard.
      tabIndex={0}
      className={cn("overflow-auto p-3 font-mono text-sm leading-5", className)}
    >
      <code>{code}</code>
    </pre>
  );
}

import type { ReactNode } from "react";
import { cn } from "./cn";
import { CopyButton } from "./copy-button";

type CodeBlockProps = {
  /** What is copied, and drawn unless `children` draw it. */
  code: string;
  /** What it is: "curl command". Names the region and the copy button. */
  label: string;
  /** A coloured or partly masked drawing of the code. */
  children?: ReactNode;
  wrap?: boolean;
  className?: string;
};

export function CodeBlock({ code, label, children, wrap = false, className }: CodeBlockProps) {
  return (
    <div className={cn("relative min-w-0 rounded-lg border border-line bg-sunken", className)}>
      <pre
        tabIndex={wrap ? undefined : 0}
        {...(!wrap && { role: "region", "aria-label": label })}
        className={cn(
          "rounded-lg p-3 pr-12 font-mono text-sm leading-5",
          wrap ? "break-all whitespace-pre-wrap" : "overflow-x-auto",
        )}
      >
        <code>{children ?? code}</code>
      </pre>
      <CopyButton text={code} label={`Copy ${label}`} className="absolute top-1.5 right-1.5 bg-sunken" />
    </div>
  );
}

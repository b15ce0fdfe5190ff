import { cn } from "./cn";

/** A turning ring. Give it a `label` when nothing else on the screen says what is being waited for. */
export function Spinner({ className, label }: { className?: string; label?: string }) {
  return (
    <span {...(label ? { role: "status" } : { "aria-hidden": true })} className="inline-flex">
      <svg viewBox="0 0 16 16" className={cn("size-4 animate-spin", className)} aria-hidden="true">
        <circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" strokeWidth="2" opacity="0.22" />
        <path
          d="M14.5 8A6.5 6.5 0 0 0 8 1.5"
          fill="none"
          stroke="currentColor"
          strokeWidth="2"
          strokeLinecap="round"
        />
      </svg>
      {label ? <span className="sr-only">{label}</span> : null}
    </span>
  );
}

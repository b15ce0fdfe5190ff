import { cn } from "@/components/ui/cn";

/** Keyward's sign: a key's bow that is also a gate left ajar. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 20 20" aria-hidden="true" className={cn("size-5", className)}>
      <rect width="20" height="20" rx="5" className="fill-accent-fill" />
      <path
        d="M6.5 4.75v10.5M6.5 10.5l6.25-5.75M9 8.4l4.5 6.85"
        fill="none"
        className="stroke-on-accent"
        strokeWidth="1.9"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}

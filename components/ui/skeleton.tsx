import { cn } from "./cn";

/** A grey box in the place and size of what is coming. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden="true" className={cn("animate-breathe rounded-sm bg-hover", className)} />;
}

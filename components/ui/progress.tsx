import { cn } from "./cn";

type ProgressProps = {
  /** "Disabling 12 keys" */ label: string;
  value: number;
  max: number;
  className?: string;
};

/** How far a known amount of work has come. For an unknown amount take `Spinner`. */
export function Progress({ label, value, max, className }: ProgressProps) {
  return (
    <progress
      aria-label={label}
      value={value}
      max={max}
      className={cn(
        "h-1.5 w-full appearance-none overflow-hidden rounded-full bg-hover",
        "[&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-hover [&::-webkit-progress-value]:bg-accent [&::-webkit-progress-value]:transition-all",
        className,
      )}
    />
  );
}

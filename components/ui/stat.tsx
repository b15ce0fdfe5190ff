import type { ReactNode } from "react";
import { cn } from "./cn";

type StatProps = {
  label: ReactNode;
  /** A `CompactNumber` with its unit, usually. */
  value: ReactNode;
  /** Below: a comparison, a share. */
  note?: ReactNode;
  className?: string;
};

/** One number with its name. Several belong in a `<dl>`. */
export function Stat({ label, value, note, className }: StatProps) {
  return (
    <div className={cn("min-w-0", className)}>
      <dt className="text-sm text-ink-muted">{label}</dt>
      <dd className="mt-0.5 text-xl font-semibold">{value}</dd>
      {note ? <dd className="text-sm text-ink-muted">{note}</dd> : null}
    </div>
  );
}

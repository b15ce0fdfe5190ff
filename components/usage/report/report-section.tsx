import type { ReactNode } from "react";

/** A part of the report: kept on one page where it fits. */
export function ReportSection({
  title,
  note,
  children,
}: {
  title: string;
  note?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className="min-w-0 break-inside-avoid border-t border-line pt-4">
      <h2 className="text-lg font-medium">{title}</h2>
      {note ? <p className="text-sm text-ink-muted">{note}</p> : null}
      <div className="mt-3">{children}</div>
    </section>
  );
}

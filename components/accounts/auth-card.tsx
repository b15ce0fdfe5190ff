import type { ReactNode } from "react";

type AuthCardProps = { title: string; description?: ReactNode; children?: ReactNode; below?: ReactNode };

/** One thing to do, in the middle of the page. Holds the page's `h1`. */
export function AuthCard({ title, description, children, below }: AuthCardProps) {
  return (
    <div className="w-full max-w-[25rem]">
      <div className="rounded-xl border border-line bg-surface p-6 shadow-lift sm:p-8">
        <h1 className="text-xl font-semibold tracking-tight text-balance">{title}</h1>
        {description ? <div className="mt-1.5 text-ink-muted">{description}</div> : null}
        {children ? <div className="mt-6">{children}</div> : null}
      </div>
      {below ? <div className="mt-5 px-6 text-center text-ink-muted sm:px-8">{below}</div> : null}
    </div>
  );
}

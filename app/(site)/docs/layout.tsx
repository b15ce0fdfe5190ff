import type { Metadata } from "next";
import type { ReactNode } from "react";
import { DocsNav } from "./_components/docs-nav";

export const metadata: Metadata = { title: "Docs" };

export default function DocsLayout({ children }: { children: ReactNode }) {
  return (
    <div className="grid gap-x-12 gap-y-6 py-8 lg:grid-cols-[11rem_minmax(0,1fr)] lg:py-12">
      <aside className="min-w-0 lg:sticky lg:top-8 lg:self-start">
        <DocsNav />
      </aside>
      {children}
    </div>
  );
}

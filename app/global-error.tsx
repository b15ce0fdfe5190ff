"use client";

import { errorReference } from "@/components/frame/error-reference";
import "./globals.css";

/** Stands in for the root layout itself, so it brings its own document and relies on nothing that may have failed. */
export default function GlobalError({ error, retry }: { error: unknown; retry: () => void }) {
  const reference = errorReference(error);
  return (
    <html lang="en">
      <body>
        <title>Keyward could not load</title>
        <main className="mx-auto grid min-h-dvh max-w-md content-center gap-4 px-6 py-16">
          <h1 className="text-2xl font-semibold">The dashboard could not be loaded</h1>
          <p className="text-ink-muted">
            Keyward failed before it could draw a page. Nothing was changed. Try again; if it happens twice,
            tell support
            {reference ? " and quote this reference:" : " what you were about to open."}
          </p>
          {reference ? <p className="font-mono text-sm">{reference}</p> : null}
          <button
            type="button"
            onClick={retry}
            className="h-8 w-fit rounded-md bg-accent-fill px-3 font-medium text-on-accent hover:bg-accent-fill-hover"
          >
            Try again
          </button>
        </main>
      </body>
    </html>
  );
}

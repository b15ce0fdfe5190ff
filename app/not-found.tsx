import type { Metadata } from "next";
import Link from "next/link";
import { Mark } from "@/components/frame/mark";
import { Button } from "@/components/ui/button";

export const metadata: Metadata = { title: "Page not found" };

export default function NotFound() {
  return (
    <main id="content" className="mx-auto grid min-h-dvh max-w-md content-center gap-6 px-6 py-16">
      <Mark className="size-8" />
      <div>
        <h1 className="text-2xl font-semibold tracking-tight text-balance">
          This page does not exist, or is not yours to see
        </h1>
        <p className="mt-2 text-ink-muted">
          The address may be mistyped, the thing may have been deleted, or it belongs to an organization you
          are not a member of. If somebody sent you the link, ask them which organization it is in.
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        <Button asChild variant="primary">
          <Link prefetch={false} href="/">
            Go to the start page
          </Link>
        </Button>
        <Button asChild>
          <Link prefetch={false} href="/docs">
            Read the docs
          </Link>
        </Button>
      </div>
    </main>
  );
}

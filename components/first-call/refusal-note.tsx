import Link from "next/link";
import { Banner } from "@/components/ui/banner";
import { Chip } from "@/components/ui/chip";
import type { Refusal } from "./run-call";

/** A refusal of the edge in its own words, with the way to its entry in the error reference. */
export function RefusalNote({ refusal, className }: { refusal: Refusal; className?: string }) {
  return (
    <Banner tone="warn" title={refusal.title} {...(className && { className })}>
      <p>{refusal.detail}</p>
      <p className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
        <Link
          className="font-mono text-accent-ink underline underline-offset-4"
          href={`/docs/errors#${refusal.code}`}
        >
          {refusal.code}
        </Link>
        <span className="inline-flex items-center gap-1.5">
          Request ID
          <Chip what="request ID" text={refusal.requestId}>
            {refusal.requestId}
          </Chip>
        </span>
      </p>
    </Banner>
  );
}

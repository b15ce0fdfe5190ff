import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import { deskHref } from "./support-href";

/** Above every page of the desk: back to the search, with the ticket kept. */
export function BackToDesk({ ticket }: { ticket: string }) {
  return (
    <p className="mb-3 flex flex-wrap items-center gap-x-4 text-sm text-ink-muted">
      <Link
        prefetch={false}
        href={deskHref(ticket)}
        className="inline-flex items-center gap-1.5 underline-offset-4 hover:underline"
      >
        <ArrowLeft aria-hidden="true" className="size-4" />
        Support desk
      </Link>
      <span>Ticket {ticket}</span>
    </p>
  );
}

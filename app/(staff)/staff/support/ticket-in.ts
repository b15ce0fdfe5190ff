import { Ticket } from "@/lib/support/schemas";

/** The ticket a page of the desk is opened for; `null` when its address names none, or nothing that could be one. */
export async function ticketIn(
  searchParams: Promise<Record<string, string | string[] | undefined>>,
): Promise<string | null> {
  return Ticket.safeParse((await searchParams).ticket).data ?? null;
}

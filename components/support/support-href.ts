/** The desk's page about a thing of a customer, for a ticket. */
export function supportHref(
  what: "keys" | "orgs" | "calls",
  id: string,
  ticket: string,
  more: Readonly<Record<string, string>> = {},
): string {
  return `/staff/support/${what}/${id}?${new URLSearchParams({ ticket, ...more })}`;
}

/** The desk itself, with the ticket filled in. */
export function deskHref(ticket: string): string {
  return `/staff/support?${new URLSearchParams({ ticket })}`;
}

/** Where a bell's notices come from: an organization's pages or the staff's. */
export type NoticesSource = { kind: "org"; slug: string } | { kind: "staff" };

/** The page with all of them. */
export function noticesPath(source: NoticesSource): string {
  return source.kind === "staff" ? "/staff/notices" : `/o/${source.slug}/notices`;
}

/** Where they are asked for. */
export function noticesApi(source: NoticesSource): string {
  const path = source.kind === "staff" ? "staff/notices" : `notices/${encodeURIComponent(source.slug)}`;
  return `/api/internal/${path}`;
}

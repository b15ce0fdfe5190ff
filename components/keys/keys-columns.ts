/** The columns a person can choose, in their order; the name, the box to select by and the menu always stand. */
export const COLUMNS = [
  { id: "id", label: "Key ID" },
  { id: "status", label: "Status" },
  { id: "secret", label: "Secret" },
  { id: "products", label: "Products" },
  { id: "tags", label: "Tags" },
  { id: "domains", label: "Allowed domains" },
  { id: "billing", label: "Billing" },
  { id: "requests", label: "Requests, 24 h" },
  { id: "last_used", label: "Last used" },
  { id: "created", label: "Created" },
  { id: "creator", label: "Created by" },
  { id: "rotated", label: "Last rotated" },
  { id: "expires", label: "Expires" },
] as const;
export type ColumnId = (typeof COLUMNS)[number]["id"];

/** What is shown until somebody chooses: as much as a screen of 1440 pixels holds beside the sidebar. */
export const DEFAULT_COLUMNS: readonly ColumnId[] = [
  "id",
  "status",
  "secret",
  "products",
  "domains",
  "requests",
  "last_used",
  "created",
];

/** Read by the page on the server, so that the table has its columns in the first paint. */
export const COLUMNS_COOKIE = "keyward_key_columns";

const YEAR_SECONDS = 31_536_000;
const SEPARATOR = ".";
/** A cookie cannot be empty and mean it. */
const NONE = "none";

/** The columns a cookie remembers, in the table's order; what it does not know is left out. Without a cookie, the default. */
export function readColumns(cookie: string | undefined): ColumnId[] {
  if (cookie === undefined) return [...DEFAULT_COLUMNS];
  const chosen = cookie.split(SEPARATOR);
  const known = COLUMNS.map(({ id }) => id).filter((id) => chosen.includes(id));
  return known.length === 0 && cookie !== NONE ? [...DEFAULT_COLUMNS] : known;
}

/** The cookie's value for these columns. */
export function writeColumns(columns: readonly ColumnId[]): string {
  return columns.length === 0 ? NONE : columns.join(SEPARATOR);
}

export function rememberColumns(columns: readonly ColumnId[]): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser we serve.
  document.cookie = `${COLUMNS_COOKIE}=${writeColumns(columns)}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
}

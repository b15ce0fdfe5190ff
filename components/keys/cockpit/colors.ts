/** The new secret is what requests are drawn in everywhere, the old one what a former period is. */
export const NEW_COLOR = "var(--chart-requests)";
export const OLD_COLOR = "var(--chart-previous)";

/** What a token may do with each product of a key: the choice behind the checkboxes. */
export type ScopeChoice = Readonly<Record<string, "none" | "read" | "write">>;

/** To begin with, a token may do all that its key may. */
export function wholeScope(slugs: readonly string[], access: "read" | "write"): ScopeChoice {
  return Object.fromEntries(slugs.map((slug) => [slug, access]));
}

/** As the token endpoint takes it, in the order of the products. */
export function scopeParts(choice: ScopeChoice, slugs: readonly string[]): string[] {
  return slugs.flatMap((slug) => {
    const access = choice[slug] ?? "none";
    return access === "none" ? [] : [`${slug}:${access}`];
  });
}

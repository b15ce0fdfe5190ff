/** Secrets and IDs by the name of their key. */
export type Cast = Readonly<
  Record<
    string,
    {
      readonly secret: string;
      readonly id: string;
      readonly next?: string;
      /** Access tokens by name of the part. */
      readonly tokens?: Readonly<Record<string, string>>;
    }
  >
>;

/**
 * Replaces `{name}` by that key's secret and `{name.part}` by: `id`, the key ID; `next`, the secret that replaces it; `head` and
 * `tail`, its two halves; `flipped`, one character wrong; `upper`; `encoded`, every character percent-encoded; or an access token of that name.
 * @throws {Error} For a name or part there is not: a row that means nobody must not pass.
 */
export function fillIn(text: string, cast: Cast): string {
  return text.replace(/\{([a-z][a-z0-9-]*)(?:\.([a-z]+))?\}/g, (placeholder, name: string, part?: string) => {
    const key = cast[name];
    const value = key === undefined ? undefined : partOf(key, part);
    if (value === undefined) throw new Error(`Nobody is called ${placeholder}.`);
    return value;
  });
}

/** The name in the first placeholder; null when there is none. */
export function firstName(texts: readonly string[]): string | null {
  for (const text of texts) {
    const name = /\{([a-z][a-z0-9-]*)(?:\.[a-z]+)?\}/.exec(text)?.[1];
    if (name !== undefined) return name;
  }
  return null;
}

function partOf({ secret, id, next, tokens }: Cast[string], part: string | undefined): string | undefined {
  switch (part) {
    case undefined:
      return secret;
    case "id":
      return id;
    case "next":
      return next;
    case "head":
      return secret.slice(0, 20);
    case "tail":
      return secret.slice(20);
    case "flipped":
      return secret.slice(0, -1) + (secret.endsWith("A") ? "B" : "A");
    case "upper":
      return secret.toUpperCase();
    case "encoded":
      return [...secret].map((character) => `%${character.charCodeAt(0).toString(16)}`).join("");
    default:
      return tokens?.[part];
  }
}

"use client";

// The secret of a key that was just created travels from the form to the key's page in the tab's memory: never in a
// URL, a page's source or a store that outlives the tab. Written in the browser only, after a click.
const fresh = new Map<string, string>();

/** Keeps a new key's secret until its page takes it over. */
export function keepFreshSecret(keyId: string, secret: string): void {
  fresh.clear();
  fresh.set(keyId, secret);
}

/** The secret of a key that was created in this tab; `null` for every other key and after a reload. */
export function freshSecretOf(keyId: string): string | null {
  return fresh.get(keyId) ?? null;
}

/** Forgets it: the person has it, or has left. */
export function dropFreshSecret(): void {
  fresh.clear();
}

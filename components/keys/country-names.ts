import { COUNTRY_CODES } from "@/lib/std/countries";

// Made on the server only and handed on: browsers do not agree on every name.
const names = new Intl.DisplayNames(["en"], { type: "region", fallback: "code" });

/** `DE` → `Germany`. */
export function countryName(code: string): string {
  return names.of(code) ?? code;
}

/** Every country, by name. */
export function countryNames(): { code: string; name: string }[] {
  return [...COUNTRY_CODES]
    .map((code) => ({ code, name: countryName(code) }))
    .sort((a, b) => a.name.localeCompare(b.name, "en"));
}

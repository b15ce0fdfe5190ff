import type { HeaderReader } from "./headers";
import { shown } from "./shown";

/** Scheme, host, and port if any; no user part, nothing else before the path. */
const HOST = /^[a-z][a-z0-9+.-]*:\/\/([a-z0-9._-]{1,253}|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?(?:[/?#]|$)/i;

const MAX_HOST = 128;

/**
 * The host that a call's `Origin`, else its `Referer`, names: lower case, no port, no path. `""` when neither names one;
 * a malformed field counts as missing. At most 128 characters.
 */
export function referrerHost(headers: HeaderReader): string {
  return hostOf(headers.get("origin")) || hostOf(headers.get("referer"));
}

function hostOf(field: string | null): string {
  if (field === null) return "";
  const host = HOST.exec(field)?.[1] ?? "";
  return shown(host, MAX_HOST).toLowerCase();
}

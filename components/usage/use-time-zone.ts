"use client";

import { useEffect, useSyncExternalStore } from "react";
import { TIME_ZONE_COOKIE } from "./time-zone-cookie";

const never = () => () => undefined;
const ONE_YEAR_S = 31_536_000;

/**
 * The viewer's time zone. While the server renders and React takes over: what the server went by, `null` if it knew none.
 */
export function useTimeZone(servers: string | null): string | null {
  const zone = useSyncExternalStore(never, browserZone, () => servers);
  useEffect(() => {
    if (zone === null || zone === servers) return;
    // The Cookie Store interface is not in every browser that is supported.
    // biome-ignore lint/suspicious/noDocumentCookie: see above.
    document.cookie = `${TIME_ZONE_COOKIE}=${encodeURIComponent(zone)}; path=/; max-age=${ONE_YEAR_S}; samesite=lax`;
  }, [zone, servers]);
  return zone;
}

function browserZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
}

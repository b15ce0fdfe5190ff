/** The browser's time zone, so that the server's first paint cuts days where the viewer does. */
export const TIME_ZONE_COOKIE = "keyward-tz";

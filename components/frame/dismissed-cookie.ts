/** Read by the layout on the server, so that what was sent away is not in the first paint. */
export const DISMISSED_COOKIE = "keyward_dismissed";

const MONTHS_3_SECONDS = 7_776_000;
/** The last so many: a cookie has no room for all there ever were. */
const KEPT = 20;

/** The IDs of announcements this browser has sent away. */
export function dismissedIn(cookie: string | undefined): readonly string[] {
  return (cookie ?? "").split(".").filter((id) => /^ann_[0-9A-Za-z]{22}$/.test(id));
}

/** Adds one, in the browser. */
export function rememberDismissed(id: string): void {
  const known = document.cookie
    .split("; ")
    .find((pair) => pair.startsWith(`${DISMISSED_COOKIE}=`))
    ?.slice(DISMISSED_COOKIE.length + 1);
  const ids = [...dismissedIn(known), id].slice(-KEPT);
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser we serve.
  document.cookie = `${DISMISSED_COOKIE}=${ids.join(".")}; path=/; max-age=${MONTHS_3_SECONDS}; samesite=lax`;
}

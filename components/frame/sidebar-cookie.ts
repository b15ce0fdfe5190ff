/** Read by the layout on the server, so that the sidebar has its width in the first paint. */
export const SIDEBAR_COOKIE = "keyward_sidebar";

const YEAR_SECONDS = 31_536_000;

export function rememberSidebar(collapsed: boolean): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser we serve.
  document.cookie = `${SIDEBAR_COOKIE}=${collapsed ? "collapsed" : "open"}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
}

/** Path roots that only a signed-in person may see. */
const WITH_SESSION: ReadonlySet<string> = new Set(["o", "account", "staff"]);

/** First segment of a raw request target, as it was sent: `o` of `/o/acme?x`, `""` of `/`. */
export function rootOf(target: string): string {
  const end = target.slice(1).search(/[/?#]/);
  return end === -1 ? target.slice(1) : target.slice(1, end + 1);
}

/** Whether a page of this root answers nobody without a session. The pages themselves check for real. */
export function needsSession(root: string): boolean {
  return WITH_SESSION.has(root);
}

/** Path and query a person would see in the address bar: without the parameter Next adds to its own requests. */
export function visiblePath(target: string): string {
  const at = target.indexOf("?");
  if (at === -1) return target;
  const kept = target
    .slice(at + 1)
    .split("&")
    .filter((pair) => pair !== "_rsc" && !pair.startsWith("_rsc="));
  return kept.length === 0 || kept.join("") === ""
    ? target.slice(0, at)
    : `${target.slice(0, at)}?${kept.join("&")}`;
}

const slot = Symbol.for("keyward.self-origin");
type Holder = typeof globalThis & { [slot]?: string };

/** Tells this process where it listens, so that `self:` upstreams lead to it. The first caller knows best: later ones change nothing. */
export function setSelfOrigin(host: string, port: number): void {
  (globalThis as Holder)[slot] ??= `http://${reachable(host)}:${port}`;
}

/** `http://<address>:<port>` of this very process; null before it is known. */
export function selfOrigin(): string | null {
  return (globalThis as Holder)[slot] ?? null;
}

/**
 * The absolute URL behind `self:/path`; any other URL as it stands.
 * @throws {Error} For `self:` before the process knows where it listens.
 */
export function resolveSelf(baseUrl: string): string {
  if (!baseUrl.startsWith("self:")) return baseUrl;
  const origin = selfOrigin();
  if (origin === null) throw new Error("An upstream of this process was asked for before it listens");
  return `${origin}${baseUrl.slice("self:".length)}`;
}

/** An unspecified address listens on loopback too, and loopback never leaves the machine. */
function reachable(host: string): string {
  if (host === "" || host === "0.0.0.0" || host === "::") return "127.0.0.1";
  return host.includes(":") ? `[${host}]` : host;
}

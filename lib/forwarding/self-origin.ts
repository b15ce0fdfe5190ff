const slot = Symbol.for("keyward.self-origin");
type Holder = typeof globalThis & { [slot]?: string };

/**
 * Tells this process where it listens, so that `self:` upstreams lead to it, and returns what it now knows.
 *
 * The first caller knows best: later ones change nothing.
 */
export function setSelfOrigin(host: string, port: number): string {
  const holder = globalThis as Holder;
  holder[slot] ??= `http://${reachable(host)}:${port}`;
  return holder[slot];
}

/** `http://<address>:<port>` of this very process; null before it is known. */
export function selfOrigin(): string | null {
  return (globalThis as Holder)[slot] ?? null;
}

/** An unspecified address listens on loopback too, and loopback never leaves the machine. */
function reachable(host: string): string {
  if (host === "" || host === "0.0.0.0" || host === "::") return "127.0.0.1";
  return host.includes(":") ? `[${host}]` : host;
}

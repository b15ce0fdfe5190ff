const slot = Symbol.for("keyward.self-origin");
type Holder = typeof globalThis & { [slot]?: string };

/**
 * Tells this process where the app is, so that `self:` upstreams lead to it: its own address where the app runs here, the
 * dashboard's where it does not. Returns what is now known.
 *
 * The first caller knows best: later ones change nothing.
 */
export function setSelfOrigin(origin: string): string {
  const holder = globalThis as Holder;
  holder[slot] ??= origin;
  return holder[slot];
}

/** `http://<address>:<port>` under which a server of this machine is reached. */
export function originOf(host: string, port: number): string {
  return `http://${reachable(host)}:${port}`;
}

/** Where `self:` upstreams are; null before it is known. */
export function selfOrigin(): string | null {
  return (globalThis as Holder)[slot] ?? null;
}

/** An unspecified address listens on loopback too, and loopback never leaves the machine. */
function reachable(host: string): string {
  if (host === "" || host === "0.0.0.0" || host === "::") return "127.0.0.1";
  return host.includes(":") ? `[${host}]` : host;
}

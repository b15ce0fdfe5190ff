import type { Call, EdgeDeps } from "@/lib/edge/decision";
import { Review } from "./review";
import { Tunnel, type TunnelOptions } from "./tunnel";

/** How often every tunnel is held against the gates again. */
const REVIEW_MS = 500;

type Open = {
  readonly all: Map<Tunnel, Review>;
  timer: NodeJS.Timeout | undefined;
  /** Who waits until there is none. */
  waiting: (() => void)[];
};

const slot = Symbol.for("keyward.tunnels");

function open(): Open {
  const holder = globalThis as typeof globalThis & { [slot]?: Open };
  holder[slot] ??= { all: new Map(), timer: undefined, waiting: [] };
  return holder[slot];
}

/**
 * Joins two connections for the call that was admitted, and keeps to what admitted it: twice a second every gate but the limits is
 * asked again, and a tunnel whose call would be refused now is ended with close code 1008 and the refusal's code.
 *
 * @param head What the client sent right behind its handshake.
 */
export function openTunnel(call: Call, deps: EdgeDeps, options: TunnelOptions, head: Uint8Array): void {
  const { all } = open();
  const tunnel = new Tunnel({
    ...options,
    onOver: (bytes) => {
      all.delete(tunnel);
      options.onOver(bytes);
      if (all.size === 0) allOver();
    },
  });
  all.set(tunnel, new Review(call, deps, (code, reason) => tunnel.end(code, reason)));
  open().timer ??= setInterval(reviewAll, REVIEW_MS);
  tunnel.open(head);
}

/** Connections between clients and upstreams, for metrics. */
export function openTunnels(): number {
  return open().all.size;
}

/** Ends every tunnel of this process, because it is about to stop. */
export function endTunnels(): void {
  for (const tunnel of [...open().all.keys()]) tunnel.end(1001, "the edge restarts");
}

/** Resolves when every tunnel is over and its call counted: 2 s after the end of the last at most, {@link endTunnels} or not. */
export function tunnelsOver(): Promise<void> {
  const { all, waiting } = open();
  return all.size === 0 ? Promise.resolve() : new Promise((resolve) => void waiting.push(resolve));
}

function reviewAll(): void {
  const now = Date.now();
  const at = performance.now();
  for (const review of [...open().all.values()]) review.ask(now, at);
}

function allOver(): void {
  const state = open();
  clearInterval(state.timer);
  state.timer = undefined;
  for (const resolve of state.waiting.splice(0)) resolve();
}

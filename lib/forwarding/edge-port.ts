import type { CallAnswer, ReceivedCall } from "./answer-call";

/** The edge of this process as `proxy.ts` sees it. */
export type EdgePort = {
  /** Whether a raw path belongs to a product. */
  readonly knows: (path: string) => boolean;
  /** Answers a metered call; see `answerCall`. */
  readonly answer: (call: ReceivedCall) => Promise<CallAnswer>;
};

const slot = Symbol.for("keyward.edge-port");
const holder = globalThis as { [slot]?: EdgePort };

/**
 * Hands the edge to the other bundles of this process.
 *
 * Next bundles `proxy.ts` apart from everything else. What it calls here runs in the bundle that started the edge, so
 * there is one copy of the core, of its caches and of its connections.
 */
export function openEdgePort(port: EdgePort): void {
  holder[slot] = port;
}

/** The edge of this process; undefined when `server.ts` did not start it. */
export function edgePort(): EdgePort | undefined {
  return holder[slot];
}

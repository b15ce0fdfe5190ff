import type { Socket } from "node:net";

/** For how long a client may go on sending after it was answered. */
const LINGER_MS = 2_000;

const lingering = new WeakSet<object>();
const answered = new WeakSet<object>();

/** Whether this connection only waits for its end; whatever still arrives on it is not a request to us. */
export function isLingering(socket: Socket): boolean {
  return lingering.has(socket);
}

/** Whether the last request of this connection has its answer, though it was not at its end: nothing more may be written. */
export function isAnswered(socket: object): boolean {
  return answered.has(socket);
}

/**
 * Lets an answer that came before the end of its request reach the client.
 *
 * Closing at once would answer the bytes still under way with a reset, and a reset can overtake the answer. So the
 * connection is half-closed, read on for a moment, and then destroyed.
 */
export function lingerAfterAnswer(socket: Socket): void {
  answered.add(socket);
  socket.destroySoon = () => {
    lingering.add(socket);
    socket.end();
    const timer = setTimeout(() => socket.destroy(), LINGER_MS);
    socket.once("close", () => clearTimeout(timer));
  };
}

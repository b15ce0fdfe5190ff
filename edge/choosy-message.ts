import { IncomingMessage } from "node:http";

/** Whether a request that asks to leave HTTP may; asked only of those that do. */
export type MayLeave = (req: IncomingMessage) => boolean;

/**
 * The class of requests of a server that lets some of them leave HTTP: all others are ordinary requests, whatever they ask for.
 *
 * Node asks the message itself whether it is an upgrade, once somebody listens for those; it has no other hook for it
 * before version 22. `CONNECT` always leaves, to be refused on its bare socket.
 */
export function choosyMessage(mayLeave: MayLeave): typeof IncomingMessage {
  class ChoosyMessage extends IncomingMessage {
    // Not initialized here: Node's constructor has set it by then.
    declare asksToLeave: boolean;

    get upgrade(): boolean {
      return this.asksToLeave && (this.method === "CONNECT" || mayLeave(this));
    }

    set upgrade(asked: boolean | null) {
      this.asksToLeave = asked === true;
    }
  }
  return ChoosyMessage;
}

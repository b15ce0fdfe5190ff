import { type IpAddress, parseIp } from "../ip-address";
import type { CallFacts } from "../ports";
import type { Walk } from "../walk";
import { type CallDomain, callDomain } from "./call-domain";

/** What restrictions look at, read from a call when first asked for. */
export class FactsOfCall implements CallFacts {
  readonly now: number;
  readonly #walk: Walk;
  #domain: CallDomain | null | undefined;
  #userAgents: readonly string[] | undefined;

  constructor(walk: Walk) {
    this.#walk = walk;
    this.now = walk.now;
  }

  domain(): CallDomain | null {
    this.#domain ??= callDomain(this.#walk.call.headers);
    return this.#domain;
  }

  address(): IpAddress | null {
    return parseIp(this.#walk.call.ip);
  }

  userAgents(): readonly string[] {
    if (this.#userAgents === undefined) {
      const agents: string[] = [];
      this.#walk.call.headers.forEach((value, name) => {
        if (name === "user-agent" && value !== "") agents.push(value);
      });
      this.#userAgents = agents;
    }
    return this.#userAgents;
  }

  country(): string | null {
    return this.#walk.deps.country(this.#walk.call.ip);
  }
}

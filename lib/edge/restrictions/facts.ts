import { type IpAddress, parseIp } from "../ip-address";
import type { CallFacts } from "../ports";
import type { Walk } from "../walk";
import { type CallDomain, callDomain } from "./call-domain";

/** What restrictions look at, read from a call when asked for. A key has one restriction of a kind, so nothing is asked twice. */
export class FactsOfCall implements CallFacts {
  readonly now: number;
  readonly #walk: Walk;

  constructor(walk: Walk) {
    this.#walk = walk;
    this.now = walk.now;
  }

  domain(): CallDomain | null {
    return callDomain(this.#walk.call.headers);
  }

  address(): IpAddress | null {
    return parseIp(this.#walk.call.ip);
  }

  userAgents(): readonly string[] {
    const { headers } = this.#walk.call;
    const all = headers.get("user-agent");
    if (all === null || all === "") return [];
    // Fields that repeat come joined by commas.
    if (!all.includes(",")) return [all];
    const agents: string[] = [];
    headers.forEach((value, name) => {
      if (name === "user-agent" && value !== "") agents.push(value);
    });
    return agents;
  }

  country(): string | null {
    return this.#walk.deps.country(this.#walk.call.ip);
  }
}

import { ADDRESSES_MAX } from "@/lib/leaks/terms";
import type { Instead, LeakPolicy } from "./schemas";

/** What is known of a living key one of whose secrets was found in the open and works. */
export type LeakFacts = {
  policy: LeakPolicy;
  /** The policy was followed for one of these secrets before: what a person did since then stays. */
  isFollowedBefore: boolean;
  /** The secret to hand out is among those found; otherwise only one that is being replaced. */
  leaksLive: boolean;
  hasRetiring: boolean;
  showSecretsOnce: boolean;
  /** Calls from other addresses than listed ones are refused already. */
  isBoundToAddresses: boolean;
  /** Addresses and networks the key was called from well before it was found. */
  knownAddresses: number;
};

/** What to do at once. `hasten`: what replaces the secret is there already; it only ends sooner. */
export type Decision = {
  act: "nothing" | "throttle" | "restrict" | "rotate" | "hasten";
  /** What is said to have been done. */
  response: LeakPolicy;
  instead: Instead | null;
};

/**
 * What the policy comes to for this key: never anything that could not be carried out, or that would leave the customer's own
 * programs without a way to go on. Where the policy cannot be followed the key is throttled, which stops nobody.
 */
export function decide(facts: LeakFacts): Decision {
  if (facts.isFollowedBefore) return done("nothing", "notify");
  switch (facts.policy) {
    case "notify":
      return done("nothing", "notify");
    case "throttle":
      return done("throttle", "throttle");
    case "restrict":
      if (facts.isBoundToAddresses) return done("nothing", "restrict");
      if (facts.knownAddresses === 0) return throttled("no_addresses");
      if (facts.knownAddresses > ADDRESSES_MAX) return throttled("too_many_addresses");
      return done("restrict", "restrict");
    case "rotate":
      if (!facts.leaksLive) return done("hasten", "rotate");
      // Nobody could ever fetch the new secret.
      if (facts.showSecretsOnce) return throttled("shown_once");
      // Its old secret would have to end now, under whoever has not moved yet.
      if (facts.hasRetiring) return throttled("rotation_under_way");
      return done("rotate", "rotate");
  }
}

function done(act: Decision["act"], response: LeakPolicy): Decision {
  return { act, response, instead: null };
}

function throttled(instead: Instead): Decision {
  return { act: "throttle", response: "throttle", instead };
}

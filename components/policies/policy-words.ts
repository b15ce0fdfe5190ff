import type { LeakPolicy } from "@/lib/leak-intake/schemas";
import type { Policies, PolicyName } from "@/lib/orgs/policies/schemas";

/** What each policy is called. */
export const POLICY_WORDS = {
  showSecretsOnce: "Show secrets once",
  allowQueryKeys: "Keys in the query string",
  maxKeys: "Number of keys",
  maxKeyAgeDays: "Maximum age",
  defaultRestrictions: "Default restrictions",
  rotateEveryDays: "Rotation interval",
  autoRotate: "Automatic rotation",
  leakResponse: "When a secret is found in the open",
  requireSecondFactor: "Second factor",
  requireStepUp: "Fresh proof",
} as const satisfies Record<PolicyName, string>;

/** What happens to a management token, which no limit and no overlap would make harmless. */
export const TOKEN_LEAK_WORDS =
  "A management token that is found is revoked at once, unless people are only told.";

/** What can happen by itself when a leaked secret is reported. */
export const LEAK_POLICY_WORDS = {
  notify: {
    word: "Tell people",
    help: "Whoever created the key and your admins are told, by mail, too. Nothing else happens.",
  },
  throttle: {
    word: "Throttle to 1 QPS",
    help: "The key is left one query per second in each endpoint class until somebody lifts it. Nothing stops, a stranger gets little.",
  },
  restrict: {
    word: "Restrict to known addresses",
    help: "Only addresses that called in the 30 days before, the last day left out, may use the key. Throttled where there are none, or more than 100.",
  },
  rotate: {
    word: "Rotate, with 1 hour",
    help: "The key gets a new secret, and the one that was found ends after an hour. Throttled while another rotation is under way.",
  },
} as const satisfies Record<LeakPolicy, { word: string; help: string }>;

type Shown = Exclude<PolicyName, "defaultRestrictions">;

/** The value of a policy in a word or two. */
export function policyText(name: Shown, policies: Pick<Policies, Shown>): string {
  switch (name) {
    case "showSecretsOnce":
      return policies.showSecretsOnce ? "On" : "Off";
    case "allowQueryKeys":
      return policies.allowQueryKeys ? "Accepted" : "Refused";
    case "maxKeys":
      return policies.maxKeys === null ? "No limit" : `At most ${policies.maxKeys}`;
    case "maxKeyAgeDays":
      return policies.maxKeyAgeDays === null ? "No limit" : days(policies.maxKeyAgeDays);
    case "rotateEveryDays":
      return policies.rotateEveryDays === null ? "None" : `Every ${days(policies.rotateEveryDays)}`;
    case "autoRotate":
      return policies.autoRotate ? "On" : "Reminders only";
    case "leakResponse":
      return LEAK_POLICY_WORDS[policies.leakResponse].word;
    case "requireSecondFactor":
      return policies.requireSecondFactor ? "Required" : "Optional";
    case "requireStepUp":
      return policies.requireStepUp ? "Asked for" : "Not asked for";
  }
}

export function days(count: number): string {
  return count === 1 ? "1 day" : `${count} days`;
}

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
  requireSecondFactor: "Second factor",
  requireStepUp: "Fresh proof",
} as const satisfies Record<PolicyName, string>;

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
    case "requireSecondFactor":
      return policies.requireSecondFactor ? "Required" : "Optional";
    case "requireStepUp":
      return policies.requireStepUp ? "Asked for" : "Not asked for";
  }
}

export function days(count: number): string {
  return count === 1 ? "1 day" : `${count} days`;
}

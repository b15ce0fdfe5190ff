import type { z } from "zod";
import type { PolicyName } from "@/lib/orgs/policies/schemas";
import type { PolicyForm } from "./policy-schema";
import { POLICY_WORDS } from "./policy-words";

export type PolicyValues = z.input<typeof PolicyForm>;
export type FormPolicies = z.output<typeof PolicyForm>;
export type FormPolicyName = Exclude<PolicyName, "defaultRestrictions">;

const FORM_POLICY_NAMES = (Object.keys(POLICY_WORDS) as PolicyName[]).filter(
  (name): name is FormPolicyName => name !== "defaultRestrictions",
);

const text = (value: number | null) => (value === null ? "" : String(value));

/** The form's start. */
export function valuesOf(policies: FormPolicies): PolicyValues {
  return {
    showSecretsOnce: policies.showSecretsOnce,
    allowQueryKeys: policies.allowQueryKeys,
    autoRotate: policies.autoRotate,
    leakResponse: policies.leakResponse,
    requireSecondFactor: policies.requireSecondFactor,
    requireStepUp: policies.requireStepUp,
    maxKeys: text(policies.maxKeys),
    maxKeyAgeDays: text(policies.maxKeyAgeDays),
    rotateEveryDays: text(policies.rotateEveryDays),
  };
}

/** What is typed otherwise and means the same is no change. */
export function changedPolicies(start: PolicyValues, values: PolicyValues): FormPolicyName[] {
  return FORM_POLICY_NAMES.filter((name) => plain(start[name]) !== plain(values[name]));
}

function plain(value: string | boolean): string | boolean {
  return typeof value === "string" ? value.trim() : value;
}

/**
 * After somebody else saved: mine where I changed something, theirs elsewhere; `conflicts` are those that both of us
 * changed, to different values.
 */
export function mergedOver(
  start: PolicyValues,
  mine: PolicyValues,
  theirs: PolicyValues,
): { values: PolicyValues; theirChanges: FormPolicyName[]; conflicts: FormPolicyName[] } {
  const [myChanges, theirChanges] = [changedPolicies(start, mine), changedPolicies(start, theirs)];
  const different = changedPolicies(mine, theirs);
  return {
    values: { ...theirs, ...Object.fromEntries(myChanges.map((name) => [name, mine[name]])) },
    theirChanges,
    conflicts: myChanges.filter((name) => theirChanges.includes(name) && different.includes(name)),
  };
}

import { formatExact } from "@/components/ui/format-number";
import type { PolicyEffects } from "@/lib/orgs/policies/preview";
import type { FormPolicies, FormPolicyName } from "./policy-values";
import { days, LEAK_POLICY_WORDS } from "./policy-words";

/** What saving one changed policy does to what is there. `isFinal`: it cannot be undone. */
export type Effect = { sentences: readonly string[]; isFinal: boolean };

/** What happens to existing keys and members when `name` becomes what `wanted` says. */
export function effectOf(name: FormPolicyName, wanted: FormPolicies, counts: PolicyEffects): Effect {
  const isFinal = name === "showSecretsOnce" && wanted.showSecretsOnce && counts.keptSecrets > 0;
  return { sentences: sentencesOf(name, wanted, counts).filter((sentence) => sentence !== ""), isFinal };
}

function sentencesOf(name: FormPolicyName, wanted: FormPolicies, counts: PolicyEffects): string[] {
  switch (name) {
    case "showSecretsOnce":
      return wanted.showSecretsOnce
        ? shownOnce(counts)
        : ["From now on a sealed copy of each new secret is kept. Those shown once stay unseen."];
    case "allowQueryKeys":
      return wanted.allowQueryKeys
        ? ["Keys whose own setting allows it accept the query string again."]
        : [
            `${keys(counts.queryKeys)} ${counts.queryKeys === 1 ? "accepts" : "accept"} it today. Their calls with the key in the URL are refused with 403 query_key_not_allowed as soon as you save.`,
          ];
    case "maxKeys":
      return room(wanted.maxKeys, counts.keys);
    case "maxKeyAgeDays":
      return oldest(wanted.maxKeyAgeDays, counts.beyondMaxAge);
    case "rotateEveryDays":
      return interval(wanted, counts);
    case "autoRotate":
      return wanted.autoRotate
        ? [
            "Keys that are due get a new secret by themselves. Whoever uses them has to fetch it before the overlap ends.",
          ]
        : ["Nothing rotates by itself any more. People are reminded."];
    case "leakResponse":
      return [
        LEAK_POLICY_WORDS[wanted.leakResponse].help,
        wanted.leakResponse === "notify"
          ? ""
          : "People are told as well. Keys that were found before stay as they are.",
      ];
    case "requireSecondFactor":
      return wanted.requireSecondFactor
        ? secondFactor(counts)
        : ["Members who have a second factor keep it; nobody needs one here."];
    case "requireStepUp":
      return wanted.requireStepUp
        ? [
            "Copying, rotating or deleting a key and changing policies ask for the password or a code, unless it was given in the last 5 minutes. Programs with a management token are not asked.",
          ]
        : ["Nobody is asked again before a copy, a rotation or a deletion."];
  }
}

function shownOnce({ keptSecrets }: PolicyEffects): string[] {
  if (keptSecrets === 0)
    return ["No secret is kept today. New ones are shown when they are made and never again."];
  return [
    `The copies of ${keptSecrets === 1 ? "1 secret" : `${formatExact(keptSecrets)} secrets`} are erased for good. The keys go on working; nobody can copy their secrets any more.`,
    "Whoever needs one again rotates its key and gets a new one.",
  ];
}

function room(maxKeys: number | null, living: number): string[] {
  if (maxKeys === null) return [];
  const have = `You have ${keys(living)}.`;
  if (living < maxKeys) return [have];
  return [
    `${have} Nothing is deleted; none can be created or restored until there are fewer than ${formatExact(maxKeys)}.`,
  ];
}

function oldest(maxKeyAgeDays: number | null, beyond: number): string[] {
  if (maxKeyAgeDays === null) return ["Keys keep the end they have. New ones need none."];
  return [
    beyond === 0
      ? "Every key ends in time already."
      : `${keys(beyond)} ${beyond === 1 ? "has no end or a later one, and keeps it" : "have no end or a later one, and keep it"}. An end has to fit once somebody changes it.`,
    `New keys need an end within ${days(maxKeyAgeDays)}.`,
  ];
}

function interval(
  { rotateEveryDays, autoRotate }: FormPolicies,
  { overdue, slowerThanOrg }: PolicyEffects,
): string[] {
  if (rotateEveryDays === null) return ["Only keys with an interval of their own become due."];
  return [
    overdue === 0
      ? "No key is due today."
      : `${keys(overdue)} ${overdue === 1 ? "is" : "are"} due at once. ${autoRotate ? "They rotate by themselves." : "People are reminded; nothing rotates by itself."}`,
    slowerThanOrg === 0
      ? ""
      : `${keys(slowerThanOrg)} ${slowerThanOrg === 1 ? "has a longer interval of its own and keeps it" : "have a longer interval of their own and keep it"} until it is edited.`,
  ];
}

function secondFactor({ membersWithoutFactor, amIWithoutFactor }: PolicyEffects): string[] {
  if (membersWithoutFactor === 0) return ["Every member has one."];
  const who =
    membersWithoutFactor === 1 ? "1 member has" : `${formatExact(membersWithoutFactor)} members have`;
  return [
    `${who} none yet and ${membersWithoutFactor === 1 ? "has" : "have"} to set it up before seeing anything here.`,
    amIWithoutFactor ? "You are one of them." : "",
  ];
}

function keys(count: number): string {
  return count === 1 ? "1 key" : `${formatExact(count)} keys`;
}

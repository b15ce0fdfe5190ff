import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import type { FormPolicies, mergedOver, PolicyValues } from "./policy-values";
import { POLICY_WORDS, policyText } from "./policy-words";

type TheirChangesProps = {
  base: FormPolicies;
  theirs: FormPolicies;
  merge: ReturnType<typeof mergedOver>;
  onKeepMine: (merged: PolicyValues) => void;
  onTakeTheirs: () => void;
};

/** Somebody else saved in between: what they changed, and whose holds where both did. */
export function TheirChanges({ base, theirs, merge, onKeepMine, onTakeTheirs }: TheirChangesProps) {
  return (
    <Banner tone="warn" title="Somebody else saved policies while you were editing them">
      <div className="grid gap-3">
        <p>Nothing of yours is saved yet, and nothing is lost. This is what they changed:</p>
        <ul className="grid gap-1">
          {merge.theirChanges.map((name) => (
            <li key={name}>
              <span className="font-medium text-ink">{POLICY_WORDS[name]}</span>: {policyText(name, base)} →{" "}
              {policyText(name, theirs)}
              {merge.conflicts.includes(name) ? " (you changed this, too)" : ""}
            </li>
          ))}
          {merge.theirChanges.length === 0 ? <li>Default restrictions</li> : null}
        </ul>
        <div className="flex flex-wrap gap-2">
          <Button size="sm" onClick={() => onKeepMine(merge.values)}>
            Keep my changes over theirs
          </Button>
          <Button size="sm" variant="ghost" onClick={onTakeTheirs}>
            Discard my changes
          </Button>
        </div>
      </div>
    </Banner>
  );
}

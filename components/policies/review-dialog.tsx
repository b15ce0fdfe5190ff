"use client";

import { ArrowRight } from "lucide-react";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import type { PolicyEffects } from "@/lib/orgs/policies/preview";
import { effectOf } from "./effect-words";
import type { FormPolicies, FormPolicyName } from "./policy-values";
import { POLICY_WORDS, policyText } from "./policy-words";

type ReviewDialogProps = {
  orgSlug: string;
  before: FormPolicies;
  /** What would be saved, and what it would find; `null` while nothing is reviewed. */
  review: { wanted: FormPolicies; changed: readonly FormPolicyName[]; effects: PolicyEffects } | null;
  onClose: () => void;
  onConfirm: () => Promise<string | undefined>;
};

/** Says what each changed policy does to the keys and members that are there, before it is saved. */
export function ReviewDialog({ orgSlug, before, review, onClose, onConfirm }: ReviewDialogProps) {
  const items = (review?.changed ?? []).flatMap((name) =>
    review === null ? [] : [{ name, ...effectOf(name, review.wanted, review.effects) }],
  );
  const isFinal = items.some((item) => item.isFinal);
  return (
    <ConfirmDialog
      open={review !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={items.length === 1 ? "Save this policy?" : `Save ${items.length} policies?`}
      confirmLabel="Save policies"
      tone={isFinal ? "danger" : "plain"}
      {...(isFinal && { typeToConfirm: orgSlug })}
      onConfirm={onConfirm}
    >
      <ul className="divide-y divide-line">
        {items.map(({ name, sentences }) => (
          <li key={name} className="grid gap-1 py-3 first:pt-0 last:pb-0">
            <p className="flex flex-wrap items-center gap-x-2">
              <span className="font-medium text-ink">{POLICY_WORDS[name]}</span>
              <span className="inline-flex items-center gap-1.5 text-sm">
                {policyText(name, before)}
                <ArrowRight aria-hidden="true" className="size-3.5 text-ink-faint" />
                <span className="sr-only">becomes</span>
                <span className="text-ink">{review ? policyText(name, review.wanted) : ""}</span>
              </span>
            </p>
            {sentences.map((sentence) => (
              <p key={sentence} className="text-sm">
                {sentence}
              </p>
            ))}
          </li>
        ))}
      </ul>
    </ConfirmDialog>
  );
}

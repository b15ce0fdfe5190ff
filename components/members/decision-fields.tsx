"use client";

import { ROLE_NAMES } from "@/components/accounts/role-words";
import { Field } from "@/components/ui/field";
import { formatExact } from "@/components/ui/format-number";
import { Radio, RadioGroup } from "@/components/ui/radio-group";
import { Select } from "@/components/ui/select";
import { OVERLAP_CHOICES_HOURS } from "@/lib/keys/terms";
import type { Leaving } from "@/lib/members/preview-removal";
import { ROTATED_ON_REMOVAL_MAX } from "@/lib/members/schemas";

export type Decision = { do: "transfer" | "disable" | "rotate"; toUserId: string; overlapHours: string };

type DecisionFieldsProps = {
  leaving: Leaving;
  isMe: boolean;
  /** Whoever decides may see the new secrets. */
  canRotate: boolean;
  overlapCapHours: number;
  value: Decision;
  onChange: (decision: Decision) => void;
};

/** What somebody leaves behind, and what becomes of it. */
export function DecisionFields({
  leaving,
  isMe,
  canRotate,
  overlapCapHours,
  value,
  onChange,
}: DecisionFieldsProps) {
  const { keys, heirs } = leaving;
  if (heirs.length === 0) {
    return (
      <p>There is nobody else here who may hold keys. Invite a developer, an admin or an owner first.</p>
    );
  }
  const hours = OVERLAP_CHOICES_HOURS.filter((choice) => choice <= overlapCapHours);
  const tooMany = keys > ROTATED_ON_REMOVAL_MAX;
  return (
    <>
      <p className="text-ink-muted">{leftBehind(leaving, isMe)}</p>
      {keys > 0 ? (
        <Field group label={isMe ? "What becomes of your keys" : "What becomes of their keys"}>
          <RadioGroup
            value={value.do}
            onValueChange={(kind) => onChange({ ...value, do: kind as Decision["do"] })}
          >
            <Radio
              value="transfer"
              label="Hand over as they are"
              help={
                isMe
                  ? "They go on working. You know their secrets, and keep knowing them."
                  : "They go on working, also for who copied their secrets before."
              }
            />
            {canRotate ? (
              <Radio
                value="rotate"
                label="Rotate and hand over"
                disabled={tooMany}
                help={
                  tooMany
                    ? `Up to ${ROTATED_ON_REMOVAL_MAX} keys at once. Hand them over, then rotate them from the list.`
                    : "Each gets a new secret; what the member knows ends with the overlap. You see the new secrets next."
                }
              />
            ) : null}
            <Radio
              value="disable"
              label="Disable and hand over"
              help="Every call with them is refused at once. They can be enabled again."
            />
          </RadioGroup>
        </Field>
      ) : null}
      {value.do === "rotate" && keys > 0 ? (
        <Field label="The old secrets end" className="max-w-60">
          <Select
            options={hours.map((choice) => ({ value: String(choice), label: endsAfter(choice) }))}
            value={value.overlapHours}
            onValueChange={(overlapHours) => onChange({ ...value, overlapHours })}
          />
        </Field>
      ) : null}
      <Field
        label={keys > 0 ? "New holder of the keys" : "Holder of what they left in the trash"}
        className="max-w-80"
      >
        <Select
          options={heirs.map(({ userId, name, role }) => ({
            value: userId,
            label: `${name} (${ROLE_NAMES[role].toLowerCase()})`,
          }))}
          value={value.toUserId}
          onValueChange={(toUserId) => onChange({ ...value, toUserId })}
        />
      </Field>
    </>
  );
}

function leftBehind({ keys, names, disabledKeys, tokens, invites }: Leaving, isMe: boolean): string {
  const [who, their] = isMe ? ["You", "your"] : ["They", "their"];
  const rest = keys - names.length;
  const named = `${names.join(", ")}${rest > 0 ? ` and ${formatExact(rest)} more` : ""}`;
  const sentences = [
    keys === 0
      ? `${who} hold no keys.`
      : `${who} hold ${keys === 1 ? "1 key" : `${formatExact(keys)} keys`} (${named}).`,
    disabledKeys === 0
      ? ""
      : keys === 1
        ? "It is disabled."
        : `${disabledKeys === keys ? "All" : formatExact(disabledKeys)} of them ${disabledKeys === 1 ? "is" : "are"} disabled.`,
    tokens === 0
      ? ""
      : `${capital(their)} ${plural(tokens, "management token")} ${tokens === 1 ? "is" : "are"} revoked.`,
    invites === 0
      ? ""
      : `${capital(their)} ${plural(invites, "open invitation")} ${invites === 1 ? "is" : "are"} revoked.`,
  ];
  return sentences.filter((sentence) => sentence !== "").join(" ");
}

const capital = (word: string) => word.slice(0, 1).toUpperCase() + word.slice(1);
const plural = (count: number, noun: string) => (count === 1 ? noun : `${formatExact(count)} ${noun}s`);

function endsAfter(hours: number): string {
  if (hours === 0) return "Now";
  return hours === 1 ? "In 1 hour" : `In ${hours} hours`;
}

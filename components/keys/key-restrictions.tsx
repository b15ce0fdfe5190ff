import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import type { KeyDetails } from "@/lib/keys/get";
import type { Restrictions } from "@/lib/keys/restrictions-schema";
import { countryName } from "./country-names";
import {
  MODE_WORDS,
  RESTRICTION_WORDS,
  type RestrictionName,
  type RuleLine,
  rulesOf,
} from "./restriction-words";

type KeyRestrictionsProps = {
  details: Pick<KeyDetails, "id" | "restrictions" | "canEdit">;
  orgSlug: string;
};

const NAMES = Object.keys(RESTRICTION_WORDS) as RestrictionName[];
const SHOWN = 12;

/** Where, by what and when a key may be used, in words. */
export function KeyRestrictions({ details, orgSlug }: KeyRestrictionsProps) {
  const { restrictions, canEdit } = details;
  const edit = canEdit ? (
    <Button asChild size="sm">
      <Link href={`/o/${orgSlug}/keys/${details.id}/edit#restrictions`}>Edit restrictions</Link>
    </Button>
  ) : null;
  const active = restrictions === null ? [] : NAMES.filter((name) => restrictions[name].mode !== "off");
  return (
    <Card>
      <CardHeader title="Restrictions" description={summary(restrictions, active)} actions={edit} />
      {restrictions !== null && active.length > 0 ? (
        <CardBody>
          <ul className="divide-y divide-line rounded-md border border-line">
            {active.map((name) => (
              <li
                key={name}
                className="grid gap-x-6 gap-y-2 px-4 py-3 text-sm sm:grid-cols-[9rem_6rem_minmax(0,1fr)]"
              >
                <span className="font-medium">{RESTRICTION_WORDS[name].word}</span>
                <Badge tone={MODE_WORDS[restrictions[name].mode].tone} className="self-start">
                  {MODE_WORDS[restrictions[name].mode].word}
                </Badge>
                <dl className="grid min-w-0 gap-1.5">
                  {rulesOf(restrictions, name, countryName).map((rule) => (
                    <Rule key={rule.label} rule={rule} />
                  ))}
                </dl>
              </li>
            ))}
          </ul>
        </CardBody>
      ) : null}
    </Card>
  );
}

function Rule({ rule: { label, entries, isCode } }: { rule: RuleLine }) {
  const rest = entries.length - SHOWN;
  return (
    <div className="flex flex-wrap gap-x-2 gap-y-1">
      <dt className="text-ink-muted">{label}</dt>
      <dd className="flex min-w-0 flex-wrap gap-x-2 gap-y-1">
        {entries.slice(0, SHOWN).map((entry, index) => (
          <span key={entry} className={isCode ? "break-all font-mono text-xs leading-5.25" : undefined}>
            {entry}
            {index < Math.min(entries.length, SHOWN) - 1 ? "," : ""}
          </span>
        ))}
        {rest > 0 ? <span className="text-ink-muted">and {rest} more</span> : null}
      </dd>
    </div>
  );
}

function summary(restrictions: Restrictions | null, active: readonly RestrictionName[]): string {
  if (restrictions === null)
    return "What is stored cannot be read, so every call is refused. Set the restrictions again.";
  if (active.length === 0)
    return "Unrestricted: whoever has the secret can use this key from anywhere, with any program, at any time.";
  const observed = active.filter((name) => restrictions[name].mode === "observe").length;
  if (observed === active.length) return "Observed only: nothing is refused yet.";
  return "A call must pass every enforced restriction.";
}

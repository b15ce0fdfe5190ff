"use client";

import { Plus } from "lucide-react";
import { use } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { Button } from "@/components/ui/button";
import { formatExact } from "@/components/ui/format-number";
import { Tag } from "@/components/ui/tag";
import { type KeyTraffic, TRAFFIC_DAYS } from "@/lib/keys/suggestions/schemas";
import type { RestrictionName } from "../restriction-words";
import { type EditValues, restrictionsOf } from "./edit-values";
import { entriesOf } from "./entry-list";
import { impactOf } from "./impact";
import { type Suggestion, suggestionsFor } from "./suggest";
import type { Given } from "./traffic-hint";

type HeldProps = Given & { name: RestrictionName };

/** What a restriction would have done to these calls, and what of them it could allow. */
export function HeldAgainstTraffic({ name, traffic: pending, saved, countryName }: HeldProps) {
  const traffic = use(pending);
  const { control, setValue } = useFormContext<EditValues>();
  const values = useWatch({ control, compute: (all: EditValues) => all });
  if (traffic === null) {
    return (
      <p className="text-sm text-ink-muted">
        The calls of this key took too long to add up. Reload to try again.
      </p>
    );
  }
  const typed = restrictionsOf(values)[name];
  const observed = traffic.observed[name === "userAgent" ? "user_agent" : name];
  const allow = "allow" in typed ? typed.allow : [];
  const suggestions = suggestionsFor(name, allow, traffic).filter(
    ({ entry }) => entry !== "" || !values.domain.allowMissing,
  );
  const add = ({ entry }: Suggestion) => {
    const option = { shouldDirty: true };
    if (name === "country") setValue("country.allow", [...values.country.allow, entry], option);
    else if (entry === "") setValue("domain.allowMissing", true, option);
    else if (name !== "hours") {
      setValue(`${name}.allow`, [...entriesOf(values[name].allow), entry].join(", "), option);
    }
  };
  return (
    <div className="grid gap-3 rounded-md bg-sunken px-4 py-3 text-sm">
      <Told name={name} typed={typed} traffic={traffic} />
      {saved[name] === "observe" && observed > 0 ? (
        <p className="text-ink-muted">
          While it observed, as it was saved then: {calls(observed)} of these days did not match.
        </p>
      ) : null}
      {suggestions.length > 0 ? (
        <div className="grid gap-2">
          <p className="font-medium">Seen with this key, not on the list</p>
          <ul className="flex flex-wrap gap-2">
            {suggestions.map((one) => (
              <li key={one.entry} className="min-w-0">
                <Button
                  size="sm"
                  className="max-w-full"
                  aria-label={`${wordsOf(name, one.entry, countryName)}, ${calls(one.calls)}`}
                  onClick={() => add(one)}
                >
                  <Plus aria-hidden="true" />
                  <span className="truncate">{wordsOf(name, one.entry, countryName)}</span>
                  <span className="text-ink-muted tabular-nums">{formatExact(one.calls)}</span>
                </Button>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </div>
  );
}

type ToldProps = { name: RestrictionName; typed: object; traffic: KeyTraffic };

function Told({ name, typed, traffic }: ToldProps) {
  const impact = impactOf(name, typed, traffic);
  if (impact === null) {
    return <p className="text-ink-muted">Complete the list to see what it would have refused.</p>;
  }
  if (impact.calls === 0) {
    return <p className="text-ink-muted">No calls in the last {TRAFFIC_DAYS} days to hold this against.</p>;
  }
  return (
    <div role="status">
      <p>
        Would have refused <strong className="font-medium tabular-nums">{formatExact(impact.refused)}</strong>{" "}
        of <span className="tabular-nums">{calls(impact.calls)}</span> in {TRAFFIC_DAYS} days
        {impact.estimate === null ? "." : null} {impact.estimate === null ? null : <Tag>estimate</Tag>}
      </p>
      {impact.estimate === null ? null : <p className="text-ink-muted">{impact.estimate}</p>}
    </div>
  );
}

function wordsOf(name: RestrictionName, entry: string, countryName: (code: string) => string): string {
  if (entry === "") return "Allow calls without Origin";
  return `Allow ${name === "country" ? countryName(entry) : entry}`;
}

function calls(count: number): string {
  return count === 1 ? "1 call" : `${formatExact(count)} calls`;
}

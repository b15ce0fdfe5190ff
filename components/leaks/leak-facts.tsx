import type { ReactNode } from "react";
import { LastUsed } from "@/components/keys/last-used";
import { RESTRICTION_WORDS, type RestrictionName } from "@/components/keys/restriction-words";
import { ACCESS_WORDS } from "@/components/keys/words";
import { CompactNumber } from "@/components/ui/compact-number";
import { Fact, Facts } from "@/components/ui/facts";
import { RelativeTime } from "@/components/ui/relative-time";
import type { LivingKey } from "@/lib/leaks/report";

const NAMES = Object.keys(RESTRICTION_WORDS) as RestrictionName[];
const SHOWN = 5;

/** What a leaked key can do, and what was done with it. */
export function LeakFacts({ living }: { living: LivingKey }) {
  const { callers, day, month } = living.traffic;
  return (
    <div className="grid gap-x-8 gap-y-5 sm:grid-cols-2">
      <Part title="What it can do">
        <Fact name="Products">{living.products.map(productWords).join(", ") || "none"}</Fact>
        <Fact name="Access">{ACCESS_WORDS[living.access].word}</Fact>
        <Fact name="In a URL">{living.allowQueryKey ? "Allowed as ?key=" : "Not allowed"}</Fact>
        <Fact name="Restricted by">{restrictionWords(living)}</Fact>
        <Fact name="Created">
          <RelativeTime at={living.createdAt} isPast /> by {living.createdBy?.name ?? "a former account"}
        </Fact>
      </Part>
      <Part title="What was done with it">
        <Fact name="Last used">
          <LastUsed at={living.lastUsedAt} ip={living.lastUsedIp} />
        </Fact>
        <Fact name="Calls">
          <CompactNumber value={day.requests} /> in 24 hours, <CompactNumber value={month.requests} /> in 30
          days
        </Fact>
        <Fact name="Refused or failed">
          <CompactNumber value={day.clientErrors + day.serverErrors} /> in 24 hours
        </Fact>
        <Fact name="Countries">{top(callers.country)}</Fact>
        <Fact name="User agents">{top(callers.agent)}</Fact>
      </Part>
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="min-w-0">
      <h3 className="mb-2 font-medium">{title}</h3>
      <Facts>{children}</Facts>
    </section>
  );
}

function productWords({ name, classes, classIds }: LivingKey["products"][number]): string {
  const some = classes.filter(({ id }) => classIds.includes(id)).map((one) => one.name);
  return some.length > 0 ? `${name} (${some.join(", ")})` : name;
}

function restrictionWords({ restrictions }: LivingKey): string {
  if (restrictions === null) return "what cannot be read, so every call is refused";
  const enforced = NAMES.filter((name) => restrictions[name].mode === "enforce");
  if (enforced.length === 0) return "nothing: it works from anywhere, at any time";
  return enforced.map((name) => RESTRICTION_WORDS[name].word.replace(/^[A-Z](?=[a-z])/, lower)).join(", ");
}

const lower = (letter: string) => letter.toLowerCase();

function top(callers: readonly { value: string }[]): string {
  const rest = callers.length - SHOWN;
  const shown = callers.slice(0, SHOWN).map(({ value }) => value);
  return `${shown.join(", ") || "none"}${rest > 0 ? ` and ${rest} more` : ""}`;
}

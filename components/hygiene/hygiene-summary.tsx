"use client";

import { Badge } from "@/components/ui/badge";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import { formatExact } from "@/components/ui/format-number";
import type { Fleet } from "@/lib/hygiene/fleet";
import { HYGIENE_GRADES, type HygieneGrade } from "@/lib/hygiene/score";
import { GRADE_WORDS } from "./hygiene-words";

type HygieneSummaryProps = {
  fleet: Pick<Fleet, "overall" | "grades" | "scored" | "others">;
  chosen: HygieneGrade | null;
  onChoose: (grade: HygieneGrade | null) => void;
};

const FILLS = { poor: "fill-danger", fair: "fill-warn", good: "fill-ok" } as const;
const WORST_LAST = HYGIENE_GRADES.toReversed();

/** How the fleet stands as a whole, and how many keys are good, fair and poor; each word narrows the list. */
export function HygieneSummary({ fleet, chosen, onChoose }: HygieneSummaryProps) {
  const { overall, grades, scored, others } = fleet;
  return (
    <Card>
      <CardHeader title="Your fleet" description="The mean score of all keys that can be used." />
      <CardBody className="grid gap-4">
        {overall === null ? null : (
          <p className="flex items-baseline gap-3">
            <span className="text-3xl font-semibold tracking-tight tabular-nums">{overall.score}</span>
            <span className="text-ink-muted">of 100</span>
            <GradeBadge grade={overall.grade} />
          </p>
        )}
        <svg
          aria-hidden="true"
          viewBox="0 0 100 1"
          preserveAspectRatio="none"
          className="block h-2 w-full overflow-hidden rounded-full bg-sunken"
        >
          {WORST_LAST.map((grade, index) => {
            const share = (counted: readonly HygieneGrade[]) =>
              (100 * counted.reduce((sum, one) => sum + grades[one], 0)) / Math.max(1, scored);
            const x = share(WORST_LAST.slice(0, index));
            return <rect key={grade} x={x} width={share([grade])} height={1} className={FILLS[grade]} />;
          })}
        </svg>
        <ul aria-label="Keys by score" className="grid grid-cols-3 gap-2">
          {WORST_LAST.map((grade) => (
            <li key={grade}>
              <button
                type="button"
                aria-pressed={chosen === grade}
                onClick={() => onChoose(chosen === grade ? null : grade)}
                className={cn(
                  "grid w-full justify-items-start gap-0.5 rounded-md border border-line px-3 py-2 transition-colors hover:bg-hover",
                  chosen === grade && "border-accent bg-selected",
                )}
              >
                <GradeBadge grade={grade} />
                <span className="font-medium tabular-nums">{formatExact(grades[grade])}</span>
              </button>
            </li>
          ))}
        </ul>
        {others > 0 ? (
          <p className="text-ink-muted text-sm">
            {others === 1 ? "1 key that is" : `${formatExact(others)} keys that are`} disabled or expired{" "}
            {others === 1 ? "has" : "have"} no score: nothing can be called with{" "}
            {others === 1 ? "it" : "them"}.
          </p>
        ) : null}
      </CardBody>
    </Card>
  );
}

function GradeBadge({ grade }: { grade: HygieneGrade }) {
  return <Badge tone={GRADE_WORDS[grade].tone}>{GRADE_WORDS[grade].word}</Badge>;
}

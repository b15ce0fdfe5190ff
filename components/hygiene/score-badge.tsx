import { Badge } from "@/components/ui/badge";
import type { Hygiene } from "@/lib/hygiene/score";
import { GRADE_WORDS } from "./hygiene-words";

/** `72 Fair`, the number to compare by and the word to know at a glance. */
export function ScoreBadge({ hygiene: { score, grade } }: { hygiene: Pick<Hygiene, "score" | "grade"> }) {
  const { word, tone } = GRADE_WORDS[grade];
  return (
    <Badge tone={tone}>
      <span className="tabular-nums">
        {score}
        <span className="sr-only"> of 100,</span>
      </span>{" "}
      {word}
    </Badge>
  );
}

import { ChevronLeft, ChevronRight } from "lucide-react";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { monthWords } from "../cycle/billing-words";

type MonthLinksProps = { base: string; month: string; latest: string };

/** To the month before, and to the one after as far as it has begun. */
export function MonthLinks({ base, month, latest }: MonthLinksProps) {
  const before = monthBeside(month, -1);
  const after = monthBeside(month, 1);
  return (
    <nav aria-label="Months" className="flex gap-2">
      <Button asChild>
        <Link href={`${base}?month=${before}`}>
          <ChevronLeft aria-hidden="true" />
          {monthWords(before)}
        </Link>
      </Button>
      {after > latest ? null : (
        <Button asChild>
          <Link href={`${base}?month=${after}`}>
            {monthWords(after)}
            <ChevronRight aria-hidden="true" />
          </Link>
        </Button>
      )}
    </nav>
  );
}

function monthBeside(month: string, by: number): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number - 1 + by)).toISOString().slice(0, 7);
}

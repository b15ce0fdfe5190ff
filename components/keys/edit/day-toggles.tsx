import { cn } from "@/components/ui/cn";
import { WEEKDAYS, type Weekday } from "@/lib/edge/restrictions/restrictions";
import { dayWord } from "../restriction-words";

type DayTogglesProps = { value: readonly Weekday[]; onChange: (days: Weekday[]) => void };

/** The days of a week, each on or off. */
export function DayToggles({ value, onChange }: DayTogglesProps) {
  return (
    <div className="flex flex-wrap gap-1">
      {WEEKDAYS.map((day) => {
        const isOn = value.includes(day);
        return (
          <button
            key={day}
            type="button"
            aria-pressed={isOn}
            onClick={() => onChange(WEEKDAYS.filter((one) => (one === day ? !isOn : value.includes(one))))}
            className={cn(
              "h-8 w-10 rounded-md border text-sm transition-colors",
              isOn
                ? "border-accent bg-selected font-medium text-ink"
                : "border-line-strong bg-surface text-ink-muted hover:border-ink-faint",
            )}
          >
            {dayWord(day)}
          </button>
        );
      })}
    </div>
  );
}

import { DayTime } from "./day-time";

type LimitDatesProps = {
  /** ISO 8601; `null`: as soon as it is approved. */
  from: string | null;
  /** `null`: without an end. */
  until: string | null;
  className?: string;
};

/** From when to when a limit holds, or is asked to. */
export function LimitDates({ from, until, className }: LimitDatesProps) {
  return (
    <span className={className}>
      {from === null ? (
        "At once"
      ) : (
        <>
          From <DayTime at={from} />
        </>
      )}
      {until === null ? (
        ", without an end"
      ) : (
        <>
          {" "}
          until <DayTime at={until} />
        </>
      )}
    </span>
  );
}

import { X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { rangeOf, type UsageParams } from "./usage-params";

type ZoomChipProps = { params: UsageParams; timeZone: string; onZoomOut: () => void };

const SAME_DAY = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
const DAYS = { day: "numeric", month: "short", ...SAME_DAY } as const;

/** Says which part of the range is shown, and leads back to all of it. */
export function ZoomChip({ params, timeZone, onZoomOut }: ZoomChipProps) {
  const range = rangeOf(params);
  if (!("start" in range)) return null;
  const [start, end] = [Date.parse(range.start), Date.parse(range.end)];
  const day = new Intl.DateTimeFormat("en-GB", { dateStyle: "short", timeZone });
  const isOneDay = day.format(start) === day.format(end);
  const from = new Intl.DateTimeFormat("en-GB", { ...DAYS, timeZone }).format(start);
  const to = new Intl.DateTimeFormat("en-GB", { ...(isOneDay ? SAME_DAY : DAYS), timeZone }).format(end);
  return (
    <Button variant="secondary" onClick={onZoomOut}>
      <span>
        Zoomed to {from}–{to}
      </span>
      <X aria-hidden="true" className="size-3.5" />
      <span className="sr-only">Zoom out</span>
    </Button>
  );
}

import { X } from "lucide-react";
import { formatBucket } from "@/components/charts/time-ticks";
import { Button } from "@/components/ui/button";
import { rangeOf, type UsageParams } from "./usage-params";

type ZoomChipProps = { params: UsageParams; timeZone: string; onZoomOut: () => void };

/** Says which part of the range is shown, and leads back to all of it. */
export function ZoomChip({ params, timeZone, onZoomOut }: ZoomChipProps) {
  const range = rangeOf(params);
  if (!("start" in range)) return null;
  const time = { detail: "minute", timeZone } as const;
  const [from, to] = [range.start, range.end].map((at) => formatBucket(time, Date.parse(at)));
  return (
    <Button variant="secondary" onClick={onZoomOut}>
      <span>
        Zoomed to {from} – {sameDay(from, to)}
      </span>
      <X aria-hidden="true" className="size-3.5" />
      <span className="sr-only">Zoom out</span>
    </Button>
  );
}

/** The end without its day where that is the start's. */
function sameDay(from = "", to = ""): string {
  const [day] = from.split(", ");
  const [endDay, clock] = to.split(", ");
  return day === endDay && clock !== undefined ? clock : to;
}

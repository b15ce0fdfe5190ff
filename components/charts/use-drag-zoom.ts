"use client";

import { useState } from "react";
import type { ChartTime } from "./lines";

/** Called with the instants that were dragged over, Unix milliseconds: starts of buckets, the end not included. */
export type OnZoom = (start: number, end: number) => void;

type Pointed = { activeLabel?: string | number | undefined };

/** Follows a drag over a chart. Without `onZoom` there is none. */
export function useDragZoom(time: ChartTime, onZoom: OnZoom | undefined) {
  const [drag, setDrag] = useState<{ from: number; to: number } | null>(null);
  const at = ({ activeLabel }: Pointed) => (activeLabel === undefined ? null : Number(activeLabel));
  const end = () => {
    if (drag !== null && drag.from !== drag.to) {
      const [start, last] = [Math.min(drag.from, drag.to), Math.max(drag.from, drag.to)];
      onZoom?.(start, bucketEnd(time, last));
    }
    setDrag(null);
  };
  if (onZoom === undefined) return { drag: null, handlers: {} };
  return {
    drag,
    handlers: {
      onMouseDown: (pointed: Pointed) => {
        const from = at(pointed);
        if (from !== null) setDrag({ from, to: from });
      },
      onMouseMove: (pointed: Pointed) => {
        const to = at(pointed);
        if (drag !== null && to !== null && to !== drag.to) setDrag({ ...drag, to });
      },
      onMouseUp: end,
      onMouseLeave: () => setDrag(null),
    },
  };
}

/** Where the bucket ends that begins at `start`. */
export function bucketEnd({ starts }: Pick<ChartTime, "starts">, start: number): number {
  const i = starts.indexOf(start);
  const width = (starts[1] ?? start + 60_000) - (starts[0] ?? start);
  return starts[i + 1] ?? start + width;
}

"use client";

import { useRef } from "react";
import { Skeleton } from "@/components/ui/skeleton";
import type { TimeSeriesChartProps } from "./time-series-chart";
import { useNear } from "./use-near";

/** The drawing library is most of the page's weight and draws nothing on the server: it comes after the numbers. */
const load = () => import("./time-series-chart");

/** A chart in a box that has its height from the first paint on; drawn when the box is about to be seen. */
export function LazyChart(props: Omit<TimeSeriesChartProps, "size">) {
  const box = useRef<HTMLDivElement>(null);
  const near = useNear(box, load);
  return (
    <div ref={box} className="relative h-60 min-w-0 overflow-x-clip">
      <Skeleton className="absolute inset-x-0 top-2 bottom-7" />
      <div className="relative h-full bg-surface empty:hidden">
        {near === null ? null : <near.loaded.TimeSeriesChart {...props} size={near.size} />}
      </div>
    </div>
  );
}

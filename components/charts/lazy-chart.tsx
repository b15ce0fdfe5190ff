"use client";

import dynamic from "next/dynamic";
import { Skeleton } from "@/components/ui/skeleton";
import type { TimeSeriesChartProps } from "./time-series-chart";

/** The drawing library is most of the page's weight and draws nothing on the server: it comes after the numbers. */
const Drawn = dynamic(() => import("./time-series-chart").then((module) => module.TimeSeriesChart), {
  ssr: false,
});

/** A chart in a box that has its height from the first paint on. */
export function LazyChart(props: TimeSeriesChartProps) {
  return (
    <div className="relative h-60">
      <Skeleton className="absolute inset-x-0 top-2 bottom-7" />
      <div className="relative h-full bg-surface empty:hidden">
        <Drawn {...props} />
      </div>
    </div>
  );
}

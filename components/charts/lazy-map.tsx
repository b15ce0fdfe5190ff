"use client";

import { useRef } from "react";
import { Skeleton } from "@/components/ui/skeleton";
import { useNear } from "./use-near";
import type { WorldMapProps } from "./world-map";

/** The outlines of all countries come after the numbers. */
const load = () => import("./world-map");

/** A map of the world in a box that has its height from the first paint on; drawn when the box is about to be seen. */
export function LazyMap(props: WorldMapProps) {
  const box = useRef<HTMLDivElement>(null);
  const near = useNear(box, load);
  return (
    <div ref={box} className="relative w-full">
      <div className="mb-5 aspect-[48/22]">
        <Skeleton className="size-full" />
      </div>
      <div className="absolute inset-0 bg-surface empty:hidden">
        {near === null ? null : <near.loaded.WorldMap {...props} />}
      </div>
    </div>
  );
}

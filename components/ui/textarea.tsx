"use client";

import type { ComponentProps } from "react";
import { cn } from "./cn";
import { controlClass } from "./control-class";
import { useFieldWiring } from "./field-context";

/** A box that grows with its text has no rows of its own: these keep it as high as if it had. */
const HEIGHTS = {
  1: "min-h-[calc(1lh+14px)]",
  2: "min-h-[calc(2lh+14px)]",
  3: "min-h-[calc(3lh+14px)]",
  4: "min-h-[calc(4lh+14px)]",
  5: "min-h-[calc(5lh+14px)]",
} as const;

type TextareaProps = Omit<ComponentProps<"textarea">, "rows"> & {
  /** Lines that are in sight while it is empty. */
  rows?: keyof typeof HEIGHTS;
};

export function Textarea({ className, rows = 3, ...rest }: TextareaProps) {
  return (
    <textarea
      rows={rows}
      className={cn(controlClass, "field-sizing-content max-h-64 py-1.5", HEIGHTS[rows], className)}
      {...rest}
      {...useFieldWiring(rest)}
    />
  );
}

"use client";

import type { ComponentProps } from "react";
import { cn } from "./cn";
import { controlClass } from "./control-class";
import { useFieldWiring } from "./field-context";

export function Input({ className, ...rest }: ComponentProps<"input">) {
  return <input className={cn(controlClass, "h-8", className)} {...rest} {...useFieldWiring(rest)} />;
}

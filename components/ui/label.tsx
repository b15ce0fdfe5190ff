import type { ComponentProps } from "react";
import { cn } from "./cn";

export function Label({ className, ...rest }: ComponentProps<"label">) {
  // biome-ignore lint/a11y/noLabelWithoutControl: the caller gives `htmlFor`.
  return <label className={cn("w-fit text-base font-medium", className)} {...rest} />;
}

"use client";

import * as Radix from "radix-ui/switch";
import type { ComponentProps } from "react";
import { cn } from "./cn";
import { useFieldWiring } from "./field-context";

/** Acts at once. Inside a form that is saved later, use a checkbox. Needs a `Field` or an `aria-label`. */
export function Switch({ className, ...rest }: ComponentProps<typeof Radix.Root>) {
  const { required: _, ...wiring } = useFieldWiring(rest);
  return (
    <Radix.Root
      className={cn(
        "touch-area h-5 w-9 shrink-0 rounded-full border border-line-strong bg-sunken p-px transition-colors",
        "data-[state=checked]:border-accent-fill data-[state=checked]:bg-accent-fill disabled:opacity-50",
        className,
      )}
      {...rest}
      {...wiring}
    >
      <Radix.Thumb className="block size-4 rounded-full bg-line-strong transition-transform data-[state=checked]:translate-x-4 data-[state=checked]:bg-on-accent" />
    </Radix.Root>
  );
}

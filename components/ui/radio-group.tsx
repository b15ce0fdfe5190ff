"use client";

import * as Radix from "radix-ui/radio-group";
import { type ComponentProps, type ReactNode, useId } from "react";
import { ChoiceLabel } from "./choice-label";
import { cn } from "./cn";
import { useFieldLabelId, useFieldWiring } from "./field-context";

/** Put it in a `<Field group>`, or give `aria-label`. */
export function RadioGroup({ className, ...rest }: ComponentProps<typeof Radix.Root>) {
  const { required: _, ...wiring } = useFieldWiring(rest);
  const labelId = useFieldLabelId();
  return (
    <Radix.Root
      className={cn("grid gap-2", className)}
      {...(labelId && { "aria-labelledby": labelId })}
      {...rest}
      {...wiring}
    />
  );
}

type RadioProps = {
  value: string;
  label: ReactNode;
  help?: ReactNode;
  disabled?: boolean;
  className?: string;
};

export function Radio({ label, help, className, ...rest }: RadioProps) {
  const id = useId();
  return (
    <div className={cn("flex items-start gap-2.5", className)}>
      <span className="flex h-[1.3125rem] items-center">
        <Radix.Item
          id={id}
          aria-describedby={help ? `${id}-help` : undefined}
          className={cn(
            "touch-area grid size-4 shrink-0 place-items-center rounded-full border border-line-strong bg-surface transition-colors",
            "hover:border-ink-faint disabled:opacity-50 data-[state=checked]:border-accent-fill data-[state=checked]:bg-accent-fill",
          )}
          {...rest}
        >
          <Radix.Indicator className="block size-1.5 rounded-full bg-on-accent" />
        </Radix.Item>
      </span>
      <ChoiceLabel id={id} label={label} help={help} />
    </div>
  );
}

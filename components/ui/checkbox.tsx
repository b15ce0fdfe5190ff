"use client";

import { Check, Minus } from "lucide-react";
import * as Radix from "radix-ui/checkbox";
import { type ComponentProps, type ReactNode, useId } from "react";
import { ChoiceLabel } from "./choice-label";
import { cn } from "./cn";
import { useFieldWiring } from "./field-context";

type CheckboxProps = Omit<ComponentProps<typeof Radix.Root>, "children"> & {
  /** Beside the box; a click on it counts. Without it, give `aria-label`. */
  label?: ReactNode;
  help?: ReactNode;
};

export function Checkbox({ label, help, className, ...rest }: CheckboxProps) {
  const { id: fieldId, ...wiring } = useFieldWiring();
  const ownId = useId();
  const id = rest.id ?? (label ? ownId : (fieldId ?? ownId));
  const box = (
    <Radix.Root
      className={cn(
        "touch-area peer grid size-4 shrink-0 place-items-center rounded-sm border border-line-strong bg-surface text-on-accent",
        "transition-colors hover:border-ink-faint disabled:cursor-not-allowed disabled:opacity-50 aria-invalid:border-danger",
        "data-[state=checked]:border-accent-fill data-[state=checked]:bg-accent-fill",
        "data-[state=indeterminate]:border-accent-fill data-[state=indeterminate]:bg-accent-fill",
        className,
      )}
      {...(label ? {} : wiring)}
      {...rest}
      id={id}
      {...(help && { "aria-describedby": `${id}-help` })}
    >
      <Radix.Indicator>
        {rest.checked === "indeterminate" ? (
          <Minus aria-hidden="true" className="size-3" strokeWidth={3} />
        ) : (
          <Check aria-hidden="true" className="size-3" strokeWidth={3} />
        )}
      </Radix.Indicator>
    </Radix.Root>
  );
  if (!label) return box;
  return (
    <div className="flex items-start gap-2.5">
      <span className="flex h-[1.3125rem] items-center">{box}</span>
      <ChoiceLabel id={id} label={label} help={help} />
    </div>
  );
}

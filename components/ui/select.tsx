"use client";

import { Check, ChevronDown } from "lucide-react";
import * as Radix from "radix-ui/select";
import { type Ref, useState } from "react";
import { cn } from "./cn";
import { controlClass } from "./control-class";
import { useFieldWiring } from "./field-context";
import { pageNonce } from "./page-nonce";
import { itemClass, popClass } from "./pop-class";

export type SelectOption = { value: string; label: string; help?: string; disabled?: boolean };

type SelectProps = {
  options: readonly SelectOption[];
  /** Empty string: nothing chosen yet. */
  value?: string;
  defaultValue?: string;
  onValueChange?: (value: string) => void;
  placeholder?: string;
  /** Needed outside a `Field`. */
  "aria-label"?: string;
  name?: string;
  disabled?: boolean;
  size?: "sm" | "md";
  className?: string;
  onBlur?: () => void;
  ref?: Ref<HTMLButtonElement>;
};

/** One of up to about a dozen known options. For more, or to type, use `Combobox`. */
export function Select({
  options,
  placeholder = "Choose…",
  size = "md",
  className,
  onBlur,
  ref,
  "aria-label": label,
  defaultValue = "",
  value,
  onValueChange,
  ...state
}: SelectProps) {
  const { required: _, ...wiring } = useFieldWiring();
  const [own, setOwn] = useState(defaultValue);
  const current = value ?? own;
  // Radix finds the label in the mounted list; said here, the first paint of the server has it too.
  const chosen = options.find((option) => option.value === current)?.label;
  return (
    <Radix.Root
      value={current}
      onValueChange={(next) => {
        setOwn(next);
        onValueChange?.(next);
      }}
      {...state}
    >
      <Radix.Trigger
        ref={ref}
        onBlur={onBlur}
        aria-label={label}
        className={cn(
          controlClass,
          "inline-flex items-center justify-between gap-2 text-left data-[placeholder]:text-ink-faint",
          size === "sm" ? "h-7 text-sm" : "h-8",
          className,
        )}
        {...wiring}
      >
        <span className="truncate">
          <Radix.Value placeholder={placeholder}>{chosen}</Radix.Value>
        </span>
        <ChevronDown aria-hidden="true" className="size-4 shrink-0 text-ink-faint" />
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          position="popper"
          sideOffset={4}
          collisionPadding={8}
          className={cn(
            popClass,
            "max-h-(--radix-select-content-available-height) min-w-(--radix-select-trigger-width)",
          )}
        >
          <Radix.Viewport nonce={pageNonce()}>
            {options.map((option) => (
              <Radix.Item
                key={option.value}
                value={option.value}
                disabled={option.disabled ?? false}
                className={cn(itemClass, "justify-between")}
              >
                <span>
                  <Radix.ItemText>{option.label}</Radix.ItemText>
                  {option.help ? <span className="block text-sm text-ink-muted">{option.help}</span> : null}
                </span>
                <Radix.ItemIndicator>
                  <Check aria-hidden="true" className="size-4 text-accent-ink" />
                </Radix.ItemIndicator>
              </Radix.Item>
            ))}
          </Radix.Viewport>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

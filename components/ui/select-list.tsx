"use client";

import { Check } from "lucide-react";
import * as Radix from "radix-ui/select";
import { cn } from "./cn";
import { type Opener, StandIn } from "./opener";
import { pageNonce } from "./page-nonce";
import { itemClass, popClass } from "./pop-class";
import type { SelectOption } from "./select-options";

type SelectListProps = {
  opener: Opener;
  options: readonly SelectOption[];
  value: string;
  onValueChange: (value: string) => void;
};

/** The open list of a `Select`. */
export function SelectList({ opener, options, value, onValueChange }: SelectListProps) {
  if (!opener.wasOpen) return null;
  return (
    <Radix.Root
      open={opener.isOpen}
      onOpenChange={opener.setOpen}
      value={value}
      onValueChange={onValueChange}
    >
      <Radix.Trigger asChild>
        <StandIn button={opener.button} />
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          id={opener.contentId}
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

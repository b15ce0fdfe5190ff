"use client";

import { ChevronDown } from "lucide-react";
import { type PointerEvent, type Ref, useRef, useState } from "react";
import { cn } from "./cn";
import { controlClass } from "./control-class";
import { useFieldWiring } from "./field-context";
import { lazyPart } from "./lazy-part";
import { useOpener } from "./opener";
import type { SelectOption } from "./select-options";
import { useBothRefs } from "./use-both-refs";
import { useTypeahead } from "./use-typeahead";

// The list comes when somebody is about to open it.
const list = lazyPart(() => import("./select-list"));

type SelectProps = {
  options: readonly SelectOption[];
  /** Empty string: nothing chosen yet. */
  value?: string;
  defaultValue?: string;
  onValueChange?: (value: string) => void;
  placeholder?: string;
  /** Needed outside a `Field`. */
  "aria-label"?: string;
  disabled?: boolean;
  size?: "sm" | "md";
  className?: string;
  onBlur?: () => void;
  ref?: Ref<HTMLButtonElement>;
};

const OPENING_KEYS = [" ", "Enter", "ArrowUp", "ArrowDown"];

/** One of up to about a dozen known options. For more, or to type, use `Combobox`. */
export function Select({
  options,
  placeholder = "Choose…",
  size = "md",
  className,
  disabled = false,
  onBlur,
  ref,
  "aria-label": label,
  defaultValue = "",
  value,
  onValueChange,
}: SelectProps) {
  const { required: _, ...wiring } = useFieldWiring();
  const [own, setOwn] = useState(defaultValue);
  const opener = useOpener({});
  const part = list.use(opener.isOpen);
  const pointer = useRef("touch");
  const { button } = opener;
  const place = useBothRefs(button, ref);
  const current = value ?? own;
  const chosen = options.find((option) => option.value === current);
  const choose = (next: string) => {
    setOwn(next);
    onValueChange?.(next);
  };
  const typeahead = useTypeahead(options, current, choose);
  const open = () => {
    typeahead.reset();
    opener.setOpen(true);
  };
  return (
    <>
      <button
        ref={place}
        type="button"
        role="combobox"
        aria-label={label}
        aria-autocomplete="none"
        aria-expanded={opener.isOpen}
        aria-controls={opener.isOpen ? opener.contentId : undefined}
        data-placeholder={chosen === undefined ? "" : undefined}
        disabled={disabled}
        onBlur={onBlur}
        onPointerEnter={list.load}
        onFocus={list.load}
        onPointerDown={(event: PointerEvent<HTMLButtonElement>) => {
          pointer.current = event.pointerType;
          if (event.button !== 0 || event.ctrlKey || event.pointerType !== "mouse" || disabled) return;
          // The focus goes into the list and not to what opens it.
          event.preventDefault();
          open();
        }}
        onClick={(event) => {
          event.currentTarget.focus();
          // A mouse has opened it when it went down; a finger may have wanted to scroll.
          if (pointer.current !== "mouse") open();
        }}
        onKeyDown={(event) => {
          if (typeahead.takes(event)) return;
          if (!OPENING_KEYS.includes(event.key)) return;
          event.preventDefault();
          open();
        }}
        className={cn(
          controlClass,
          "inline-flex items-center justify-between gap-2 text-left data-[placeholder]:text-ink-faint",
          size === "sm" ? "h-7 text-sm" : "h-8",
          className,
        )}
        {...wiring}
      >
        <span className="truncate">{chosen?.label ?? placeholder}</span>
        <ChevronDown aria-hidden="true" className="size-4 shrink-0 text-ink-faint" />
      </button>
      {part === null ? null : (
        <part.SelectList opener={opener} options={options} value={current} onValueChange={choose} />
      )}
    </>
  );
}

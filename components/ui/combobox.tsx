"use client";

import { ChevronsUpDown } from "lucide-react";
import { type ReactNode, type Ref, useState } from "react";
import { cn } from "./cn";
import { controlClass } from "./control-class";
import { useFieldLabelId, useFieldWiring } from "./field-context";
import { lazyPart } from "./lazy-part";
import { Popover, PopoverContent, PopoverTrigger } from "./popover";

export type ComboboxOption = {
  value: string;
  label: string;
  help?: string;
  /** Further words that find it. */
  keywords?: string[];
  disabled?: boolean;
};

// What is typed into comes when somebody is about to open it.
const comboboxList = lazyPart(() => import("./combobox-list"));

type SharedProps = {
  options: readonly ComboboxOption[];
  placeholder?: string;
  /** What is searched ("Search products"). */
  searchLabel: string;
  emptyText?: string;
  /** Needed outside a `Field`. */
  "aria-label"?: string;
  disabled?: boolean;
  className?: string;
  onBlur?: () => void;
  ref?: Ref<HTMLButtonElement>;
};

export function Combobox({
  value,
  onValueChange,
  ...rest
}: SharedProps & { value: string | null; onValueChange: (value: string) => void }) {
  const [open, setOpen] = useState(false);
  const chosen = rest.options.find((option) => option.value === value);
  return (
    <ComboboxBox
      {...rest}
      open={open}
      onOpenChange={setOpen}
      isChosen={(option) => option === value}
      onChoose={(option) => {
        onValueChange(option);
        setOpen(false);
      }}
    >
      {chosen?.label}
    </ComboboxBox>
  );
}

export function MultiCombobox({
  value,
  onValueChange,
  ...rest
}: SharedProps & { value: readonly string[]; onValueChange: (value: string[]) => void }) {
  const [open, setOpen] = useState(false);
  const labels = rest.options.filter((option) => value.includes(option.value)).map((option) => option.label);
  return (
    <ComboboxBox
      {...rest}
      multiple
      open={open}
      onOpenChange={setOpen}
      isChosen={(option) => value.includes(option)}
      onChoose={(option) =>
        onValueChange(value.includes(option) ? value.filter((one) => one !== option) : [...value, option])
      }
    >
      {labels.length > 3
        ? `${labels.slice(0, 2).join(", ")} and ${labels.length - 2} more`
        : labels.join(", ")}
    </ComboboxBox>
  );
}

type BoxProps = SharedProps & {
  multiple?: boolean;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  isChosen: (value: string) => boolean;
  onChoose: (value: string) => void;
  children: ReactNode;
};

function ComboboxBox({
  options,
  placeholder = "Choose…",
  searchLabel,
  emptyText = "Nothing matches.",
  "aria-label": label,
  disabled = false,
  className,
  onBlur,
  ref,
  multiple = false,
  open,
  onOpenChange,
  isChosen,
  onChoose,
  children,
}: BoxProps) {
  const { required: _, "aria-required": __, ...wiring } = useFieldWiring();
  const labelId = useFieldLabelId();
  const list = comboboxList.use(open);
  return (
    <Popover open={open} onOpenChange={onOpenChange}>
      <PopoverTrigger
        ref={ref}
        onIntent={comboboxList.load}
        disabled={disabled}
        onBlur={onBlur}
        // The name holds the label and what is chosen, which the content alone would not.
        aria-labelledby={labelId && wiring.id ? `${labelId} ${wiring.id}` : undefined}
        aria-label={labelId ? undefined : label}
        className={cn(controlClass, "flex h-8 items-center justify-between gap-2 text-left", className)}
        {...wiring}
      >
        <span className={cn("truncate", !children && "text-ink-faint")}>{children || placeholder}</span>
        <ChevronsUpDown aria-hidden="true" className="size-4 shrink-0 text-ink-faint" />
      </PopoverTrigger>
      {list === null ? null : (
        <PopoverContent aria-label={searchLabel} className="min-w-(--radix-popover-trigger-width) p-0">
          <list.ComboboxList
            options={options}
            searchLabel={searchLabel}
            emptyText={emptyText}
            multiple={multiple}
            isChosen={isChosen}
            onChoose={onChoose}
          />
        </PopoverContent>
      )}
    </Popover>
  );
}

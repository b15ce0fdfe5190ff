"use client";

import { Search } from "lucide-react";
import { type ComponentProps, useRef } from "react";
import { cn } from "./cn";
import { Input } from "./input";
import { useTypedBefore } from "./use-typed-before";

type SearchInputProps = Omit<ComponentProps<"input">, "type" | "aria-label" | "ref"> & {
  /** What is searched ("Search keys"): the accessible name, and the placeholder unless another is given. */
  label: string;
};

export function SearchInput({ label, placeholder = label, className, ...rest }: SearchInputProps) {
  const field = useRef<HTMLInputElement>(null);
  useTypedBefore(field, rest.value);
  return (
    <div className={cn("relative h-fit", className)}>
      <Search
        aria-hidden="true"
        className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-ink-faint"
      />
      <Input
        ref={field}
        type="search"
        aria-label={label}
        placeholder={placeholder}
        autoComplete="off"
        spellCheck={false}
        className="pl-8"
        {...rest}
      />
    </div>
  );
}

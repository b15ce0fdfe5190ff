"use client";

import { useId } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { Select } from "@/components/ui/select";
import type { ScopeChoice } from "./scope-choice";

type ScopeFieldsProps = {
  products: readonly { slug: string; name: string }[];
  /** What the key may do at most. */
  access: "read" | "write";
  choice: ScopeChoice;
  onChange: (choice: ScopeChoice) => void;
  error: string | undefined;
};

const ACCESS_OPTIONS = [
  { value: "read", label: "Read" },
  { value: "write", label: "Read and write" },
];

/** Product by product, what a token may do: less than its key, never more. Two controls a row, hence no `Field`. */
export function ScopeFields({ products, access, choice, onChange, error }: ScopeFieldsProps) {
  const id = useId();
  return (
    <fieldset className="grid min-w-0 grid-cols-1 gap-1.5" aria-describedby={`${id}-help ${id}-error`}>
      <legend className="mb-1.5 text-base font-medium">Scope</legend>
      <ul className="divide-y divide-line rounded-lg border border-line">
        {products.map(({ slug, name }) => (
          <li key={slug} className="flex min-h-11 items-center justify-between gap-4 px-3 py-1.5">
            <Checkbox
              label={name}
              checked={(choice[slug] ?? "none") !== "none"}
              onCheckedChange={(on) => onChange({ ...choice, [slug]: on === true ? access : "none" })}
            />
            <AccessOf
              name={name}
              most={access}
              chosen={choice[slug] ?? "none"}
              onChange={(chosen) => onChange({ ...choice, [slug]: chosen })}
            />
          </li>
        ))}
      </ul>
      <p id={`${id}-error`} aria-live="polite" className="text-sm text-danger-ink empty:hidden">
        {error}
      </p>
      <p id={`${id}-help`} className="text-sm text-ink-muted">
        {access === "write"
          ? "Read means GET, HEAD and OPTIONS. A token may never do more than its key."
          : "This key may only read: GET, HEAD and OPTIONS."}
      </p>
    </fieldset>
  );
}

type AccessOfProps = {
  name: string;
  most: "read" | "write";
  chosen: "none" | "read" | "write";
  onChange: (chosen: "read" | "write") => void;
};

function AccessOf({ name, most, chosen, onChange }: AccessOfProps) {
  if (chosen === "none") return <span className="text-sm text-ink-muted">No access</span>;
  if (most === "read") return <span className="text-sm text-ink-muted">Read</span>;
  return (
    <Select
      size="sm"
      aria-label={`Access to ${name}`}
      className="w-36"
      options={ACCESS_OPTIONS}
      value={chosen}
      onValueChange={(value) => onChange(value === "read" ? "read" : "write")}
    />
  );
}

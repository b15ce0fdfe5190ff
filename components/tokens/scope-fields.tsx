"use client";

import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
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

/** Product by product, what a token may do: less than its key, never more. */
export function ScopeFields({ products, access, choice, onChange, error }: ScopeFieldsProps) {
  return (
    <Field
      group
      label="Scope"
      error={error}
      help={
        access === "write"
          ? "Read means GET, HEAD and OPTIONS. A token may never do more than its key."
          : "This key may only read: GET, HEAD and OPTIONS."
      }
    >
      <ul className="divide-y divide-line rounded-lg border border-line">
        {products.map(({ slug, name }) => {
          const chosen = choice[slug] ?? "none";
          return (
            <li key={slug} className="flex min-h-11 items-center justify-between gap-4 px-3 py-1.5">
              <Checkbox
                label={name}
                checked={chosen !== "none"}
                onCheckedChange={(on) => onChange({ ...choice, [slug]: on === true ? access : "none" })}
              />
              {access === "write" ? (
                <Select
                  size="sm"
                  aria-label={`Access to ${name}`}
                  className="w-36"
                  options={ACCESS_OPTIONS}
                  value={chosen === "none" ? "write" : chosen}
                  disabled={chosen === "none"}
                  onValueChange={(value) =>
                    onChange({ ...choice, [slug]: value === "read" ? "read" : "write" })
                  }
                />
              ) : (
                <span className="text-sm text-ink-muted">Read</span>
              )}
            </li>
          );
        })}
      </ul>
    </Field>
  );
}

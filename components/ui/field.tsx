"use client";

import { type ReactNode, useId } from "react";
import { cn } from "./cn";
import { FieldContext } from "./field-context";
import { Label } from "./label";

type FieldProps = {
  label: ReactNode;
  /** Below the control, always visible: what it is for, in which form. */
  help?: ReactNode;
  /** Words that mend it. Replaces nothing: the help stays. */
  error?: string | undefined;
  required?: boolean;
  /** Says "optional" beside the label; use it when most fields of the form are required. */
  optional?: boolean;
  /** A group of controls (radio buttons, checkboxes) rather than one: the label then names the group. */
  group?: boolean;
  className?: string;
  /** One of the controls of this folder; it picks up ids and states by itself. */
  children: ReactNode;
};

/** Label above, help below, error at the field; ids and aria wired. */
export function Field({
  label,
  help,
  error,
  required = false,
  optional = false,
  group = false,
  className,
  children,
}: FieldProps) {
  const id = useId();
  const labelId = `${id}-label`;
  const helpId = `${id}-help`;
  const errorId = `${id}-error`;
  const describedBy = [error && errorId, help && helpId].filter(Boolean).join(" ") || undefined;
  const suffix = optional ? <span className="font-normal text-ink-faint"> optional</span> : null;
  return (
    <FieldContext value={{ id, labelId, describedBy, invalid: Boolean(error), required }}>
      <div className={cn("grid content-start gap-1.5 text-ink", className)}>
        {group ? (
          <span id={labelId} className="text-base font-medium">
            {label}
            {suffix}
          </span>
        ) : (
          <Label id={labelId} htmlFor={id}>
            {label}
            {suffix}
          </Label>
        )}
        {children}
        <div aria-live="polite" className="contents">
          {error ? (
            <p id={errorId} className="text-sm text-danger-ink">
              {error}
            </p>
          ) : null}
        </div>
        {help ? (
          <p id={helpId} className="text-sm text-ink-muted">
            {help}
          </p>
        ) : null}
      </div>
    </FieldContext>
  );
}

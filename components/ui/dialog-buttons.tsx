"use client";

import type { ReactNode } from "react";
import { Button } from "./button";
import { DialogClose } from "./dialog";

type DialogButtonsProps = {
  /** Verb and noun. */
  children: ReactNode;
  /** While it works, neither button does. */
  pending: boolean;
  disabled?: boolean;
  tone?: "plain" | "danger";
} & ({ form: string; onConfirm?: never } | { form?: never; onConfirm: () => void });

/** The end of a dialog that decides something: leave, or do it. Sends the form with this ID, or calls. */
export function DialogButtons({
  children,
  pending,
  disabled = false,
  tone = "plain",
  form,
  onConfirm,
}: DialogButtonsProps) {
  return (
    <>
      <DialogClose asChild>
        <Button disabled={pending}>Cancel</Button>
      </DialogClose>
      <Button
        {...(form === undefined ? { onClick: onConfirm } : { type: "submit", form })}
        variant={tone === "danger" ? "danger" : "primary"}
        pending={pending}
        disabled={disabled}
      >
        {children}
      </Button>
    </>
  );
}

"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Field } from "@/components/ui/field";
import { notify } from "@/components/ui/notify";
import { Textarea } from "@/components/ui/textarea";
import type { ActionResult } from "@/lib/actions/result";
import type { SwitchProductInput } from "@/lib/products/schemas";

type SwitchProductProps = {
  product: { id: string; name: string; isDisabled: boolean; keyCount: number };
  disable: (input: SwitchProductInput) => Promise<ActionResult<null>>;
  enable: (input: SwitchProductInput) => Promise<ActionResult<null>>;
};

/** Takes a product out of service, or puts it back, after saying whom it concerns. */
export function SwitchProduct({ product, disable, enable }: SwitchProductProps) {
  const router = useRouter();
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const { id, name, isDisabled, keyCount } = product;
  const has = keyCount === 1 ? "One key has" : `${keyCount.toLocaleString("en")} keys have`;
  const keys = keyCount === 0 ? "No key has it." : `${has} it.`;
  const kept =
    keyCount === 0
      ? "No key has it."
      : `${has} it and ${keyCount === 1 ? "keeps" : "keep"} it for the day it comes back.`;
  const confirm = async () => {
    const result = await (isDisabled ? enable : disable)({ productId: id, reason });
    if (!result.ok) return result.error.fields?.reason?.[0] ?? result.error.message;
    notify.done(`Product “${name}” ${isDisabled ? "enabled" : "disabled"}`);
    setReason("");
    router.refresh();
    return undefined;
  };
  return (
    <section
      aria-labelledby="switch-title"
      className={`flex flex-wrap items-center justify-between gap-4 rounded-lg border bg-surface p-5 ${isDisabled ? "border-line" : "border-danger/40"}`}
    >
      <div className="min-w-0">
        <h2 id="switch-title" className="font-medium text-lg">
          {isDisabled ? "Enable this product" : "Disable this product"}
        </h2>
        <p className="max-w-prose text-ink-muted">
          {isDisabled
            ? `Its paths come back at every edge within a second, unless another product has taken one. ${keys}`
            : `Its calls are answered with 404 at every edge within a second, and no key can be given it. ${kept}`}
        </p>
      </div>
      <Button variant={isDisabled ? "secondary" : "danger"} onClick={() => setOpen(true)}>
        {isDisabled ? "Enable product…" : "Disable product…"}
      </Button>
      <ConfirmDialog
        open={isOpen}
        onOpenChange={setOpen}
        title={`${isDisabled ? "Enable" : "Disable"} “${name}”?`}
        confirmLabel={isDisabled ? "Enable product" : "Disable product"}
        {...(isDisabled ? {} : { tone: "danger", ...(keyCount > 0 ? { typeToConfirm: name } : {}) })}
        onConfirm={confirm}
      >
        <p>
          {isDisabled
            ? "Calls of its paths are let through again, within the limits of each key."
            : `Whoever calls it gets 404 from now on. ${keys}`}
        </p>
        <Field label="Reason" help="Kept in the audit log." required>
          <Textarea
            rows={2}
            maxLength={300}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </Field>
      </ConfirmDialog>
    </section>
  );
}

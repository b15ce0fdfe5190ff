"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { ActionResult } from "@/lib/actions/result";
import type { SetBudgetInput } from "@/lib/usage/cycle-schemas";

import type { BudgetProps } from "./budget-dialog";

// A form and its checks come with the first click.
const BudgetDialog = dynamic(() => import("./budget-dialog").then((module) => module.BudgetDialog), {
  ssr: false,
});

/** The action, which takes the organization's slug from the page. */
export type SetBudgetAction = (orgSlug: string, input: SetBudgetInput) => Promise<ActionResult<unknown>>;

/** Draws a line, and says when it is about to be passed. */
export function BudgetButton({ budgetMicros, currency, save }: BudgetProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="sm" onClick={() => setOpen(true)}>
        {budgetMicros === null ? "Set budget" : "Change budget"}
      </Button>
      <Dialog open={isOpen} onOpenChange={setOpen}>
        {isOpen ? (
          <BudgetDialog
            budgetMicros={budgetMicros}
            currency={currency}
            save={save}
            onDone={() => setOpen(false)}
          />
        ) : null}
      </Dialog>
    </>
  );
}

"use client";

import { Plus } from "lucide-react";
import { useState } from "react";
import { steppingUp } from "@/components/accounts/step-up/ask-for-proof";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { FormDialog } from "@/components/ui/form-dialog";
import { FormField } from "@/components/ui/form-field";
import { Input } from "@/components/ui/input";
import { notify } from "@/components/ui/notify";
import { useZodForm } from "@/components/ui/use-zod-form";
import type { ActionResult } from "@/lib/actions/result";
import { AddStaffInput } from "@/lib/staff/schemas";
import { StaffRoleField } from "./staff-role-field";

type Add = (input: AddStaffInput) => Promise<ActionResult<unknown>>;

/** Makes somebody with an account a member of staff. */
export function AddStaffButton({ add }: { add: Add }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="primary" onClick={() => setOpen(true)}>
        <Plus aria-hidden="true" />
        Add member of staff
      </Button>
      <Dialog open={isOpen} onOpenChange={setOpen}>
        {isOpen ? <AddDialog add={add} onDone={() => setOpen(false)} /> : null}
      </Dialog>
    </>
  );
}

function AddDialog({ add, onDone }: { add: Add; onDone: () => void }) {
  const form = useZodForm(AddStaffInput, { defaultValues: { email: "", role: "support" } });
  return (
    <FormDialog
      title="Add member of staff"
      description="They need an account with a confirmed address, and set up a second factor before they see anything."
      submitLabel="Add member of staff"
      form={form}
      submit={steppingUp(add)}
      onDone={() => {
        notify.done("Added to the staff");
        onDone();
      }}
    >
      <FormField control={form.control} name="email" label="E-mail" required>
        {(field) => <Input type="email" autoComplete="off" {...field} />}
      </FormField>
      <FormField control={form.control} name="role" label="Role" group>
        {(field) => (
          <StaffRoleField
            value={field.value === "operator" ? "operator" : "support"}
            onChange={field.onChange}
          />
        )}
      </FormField>
    </FormDialog>
  );
}

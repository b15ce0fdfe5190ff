"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { FormDialog } from "@/components/ui/form-dialog";
import { FormField } from "@/components/ui/form-field";
import { Input } from "@/components/ui/input";
import { useZodForm } from "@/components/ui/use-zod-form";
import type { ActionResult } from "@/lib/actions/result";
import { CreateReporterInput } from "@/lib/leak-intake/schemas";
import { NewReporterToken } from "./new-reporter-token";

type Create = (input: { name: string }) => Promise<ActionResult<{ token: string }>>;

/** The button, the form behind it, and the token itself, which is shown here once. */
export function AddReporter({ reportUrl, create }: { reportUrl: string; create: Create }) {
  const router = useRouter();
  const [isOpen, setOpen] = useState(false);
  const [token, setToken] = useState<string>();
  const change = (next: boolean) => {
    setOpen(next);
    if (token !== undefined) router.refresh();
    // Nobody finds it here later.
    setToken(undefined);
  };
  return (
    <>
      <Button variant="primary" onClick={() => change(true)}>
        <Plus aria-hidden="true" />
        Add reporter
      </Button>
      <Dialog open={isOpen} onOpenChange={change}>
        {isOpen && token === undefined ? <AddReporterForm create={create} onCreated={setToken} /> : null}
        {isOpen && token !== undefined ? <NewReporterToken token={token} reportUrl={reportUrl} /> : null}
      </Dialog>
    </>
  );
}

function AddReporterForm({ create, onCreated }: { create: Create; onCreated: (token: string) => void }) {
  const form = useZodForm(CreateReporterInput, { defaultValues: { name: "" } });
  return (
    <FormDialog
      title="Add reporter"
      description="A token for one scanner, or one person, that reports secrets found in the open."
      submitLabel="Add reporter"
      form={form}
      submit={create}
      onDone={({ token }) => onCreated(token)}
    >
      <FormField
        control={form.control}
        name="name"
        label="Name"
        help="Customers read it: “found by GitLab”."
        required
      >
        {(field) => <Input {...field} autoComplete="off" maxLength={60} />}
      </FormField>
    </FormDialog>
  );
}

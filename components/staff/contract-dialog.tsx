"use client";

import { FormDialog } from "@/components/ui/form-dialog";
import { FormField } from "@/components/ui/form-field";
import { FormTime } from "@/components/ui/form-time";
import { Input } from "@/components/ui/input";
import { notify } from "@/components/ui/notify";
import { Textarea } from "@/components/ui/textarea";
import { useZodForm } from "@/components/ui/use-zod-form";
import type { ContractItem } from "@/lib/contracts/list";
import { AddContractInput } from "@/lib/contracts/schemas";
import { FormNumber } from "./form-number";
import type { OrgActions } from "./org-actions";

type ContractDialogProps = {
  orgId: string;
  /** `null`: a new one. */
  contract: ContractItem | null;
  actions: Pick<OrgActions, "addContract" | "editContract">;
  onDone: () => void;
};

/** A contract's number, dates, ceiling and what staff should know of it. */
export function ContractDialog({ orgId, contract, actions, onDone }: ContractDialogProps) {
  const form = useZodForm(AddContractInput, {
    defaultValues: {
      orgId,
      reference: contract?.reference ?? "",
      from: contract?.from ?? null,
      until: contract?.until ?? null,
      qpsCeiling: contract?.qpsCeiling ?? null,
      note: contract?.note ?? "",
    },
  });
  const save = ({ orgId: of, ...terms }: AddContractInput) =>
    contract === null
      ? actions.addContract({ orgId: of, ...terms })
      : actions.editContract({ contractId: contract.id, ...terms });
  const { control } = form;
  return (
    <FormDialog
      title={contract === null ? "Add contract" : `Edit contract ${contract.reference}`}
      description="Of contracts whose times overlap, the one that began last holds."
      submitLabel={contract === null ? "Add contract" : "Save contract"}
      form={form}
      submit={save}
      onDone={() => {
        notify.done(contract === null ? "Contract added" : "Contract saved");
        onDone();
      }}
    >
      <FormField control={control} name="reference" label="Number" help="As your own files have it." required>
        {(field) => <Input autoComplete="off" maxLength={80} {...field} />}
      </FormField>
      <FormTime
        optional
        control={control}
        name="from"
        label="Begins"
        none={contract === null ? "Now." : "As it was."}
        choicesDays={[1, 30]}
      />
      <FormTime
        optional
        control={control}
        name="until"
        label="Ends"
        none="Without end."
        choicesDays={[90, 365]}
      />
      <FormNumber
        control={control}
        name="qpsCeiling"
        label="QPS ceiling"
        none="No ceiling"
        help="Most queries per second that can be granted to one key in one endpoint class."
      />
      <FormField
        control={control}
        name="note"
        label="Note"
        optional
        help="For staff. The customer never sees it."
      >
        {(field) => <Textarea rows={3} maxLength={2000} {...field} />}
      </FormField>
    </FormDialog>
  );
}

"use client";

import { useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Dialog } from "@/components/ui/dialog";
import { formatExact } from "@/components/ui/format-number";
import { notify } from "@/components/ui/notify";
import { RelativeTime } from "@/components/ui/relative-time";
import type { ContractItem } from "@/lib/contracts/list";
import { ContractDialog } from "./contract-dialog";
import type { OrgActions } from "./org-actions";
import { CONTRACT_WORDS } from "./words";

type ContractsCardProps = {
  orgId: string;
  contracts: readonly ContractItem[];
  actions: Pick<OrgActions, "addContract" | "editContract" | "endContract">;
};

/** What was agreed with a customer, from when to when, and how much may be granted under it. */
export function ContractsCard({ orgId, contracts, actions }: ContractsCardProps) {
  const [edited, setEdited] = useState<ContractItem | "new" | null>(null);
  const [ended, setEnded] = useState<ContractItem | null>(null);
  return (
    <Card aria-label="Contracts">
      <CardHeader
        title="Contracts"
        actions={
          <Button size="sm" onClick={() => setEdited("new")}>
            Add contract
          </Button>
        }
      />
      {contracts.length === 0 ? (
        <p className="px-5 pb-5 text-ink-muted">
          None. Without one there is no ceiling on what can be granted, and nothing says what was agreed.
        </p>
      ) : (
        <ul className="divide-y divide-line border-line border-t">
          {contracts.map((contract) => (
            <li
              key={contract.id}
              className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 px-5 py-3"
            >
              <div className="min-w-0">
                <p className="flex flex-wrap items-center gap-x-3">
                  <span className="break-all font-medium">{contract.reference}</span>
                  <Badge tone={CONTRACT_WORDS[contract.state].tone}>
                    {CONTRACT_WORDS[contract.state].word}
                  </Badge>
                </p>
                <p className="text-ink-muted text-sm">
                  {contract.state === "planned" ? "Begins" : "Began"} <RelativeTime at={contract.from} />
                  {contract.until === null ? (
                    ", without end"
                  ) : (
                    <>
                      , {contract.state === "ended" ? "ended" : "ends"} <RelativeTime at={contract.until} />
                    </>
                  )}
                  .{" "}
                  {contract.qpsCeiling === null
                    ? "No QPS ceiling."
                    : `At most ${formatExact(contract.qpsCeiling)} QPS a key and class.`}
                </p>
                {contract.note === "" ? null : (
                  <p className="mt-1 whitespace-pre-wrap break-words text-sm">{contract.note}</p>
                )}
              </div>
              {contract.state === "ended" ? null : (
                <div className="-ml-2 flex gap-2 sm:ml-0">
                  <Button size="sm" variant="ghost" onClick={() => setEdited(contract)}>
                    Edit
                    <span className="sr-only"> {contract.reference}</span>
                  </Button>
                  <Button size="sm" variant="ghost" onClick={() => setEnded(contract)}>
                    End
                    <span className="sr-only"> {contract.reference}</span>
                  </Button>
                </div>
              )}
            </li>
          ))}
        </ul>
      )}
      <Dialog open={edited !== null} onOpenChange={() => setEdited(null)}>
        {edited === null ? null : (
          <ContractDialog
            orgId={orgId}
            contract={edited === "new" ? null : edited}
            actions={actions}
            onDone={() => setEdited(null)}
          />
        )}
      </Dialog>
      <ConfirmDialog
        open={ended !== null}
        onOpenChange={() => setEnded(null)}
        title={`End contract ${ended?.reference ?? ""} now?`}
        confirmLabel="End contract"
        tone="danger"
        onConfirm={async () => {
          if (ended === null) return undefined;
          const result = await actions.endContract({ contractId: ended.id });
          if (!result.ok) return result.error.message;
          notify.done("Contract ended");
          return undefined;
        }}
      >
        <p>
          {ended?.state === "planned"
            ? "It has not begun, so it is removed."
            : "Its ceiling holds no more. Limits that were granted stay until they end."}
        </p>
      </ConfirmDialog>
    </Card>
  );
}

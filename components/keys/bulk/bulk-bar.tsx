"use client";

import { X } from "lucide-react";
import { useMemo, useState, useTransition } from "react";
import { allSteppingUp } from "@/components/accounts/step-up/ask-for-proof";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "@/components/ui/menu";
import { notify } from "@/components/ui/notify";
import { BULK_KEYS_MAX, type BulkVerb } from "@/lib/keys/bulk/schemas";
import { useKeyActions } from "../key-actions";
import { BULK_BAR_ID, type KeySelection } from "../keys-selection";
import type { BulkActions } from "./bulk-actions";
import { BulkDialog } from "./bulk-dialog";
import { BULK_VERBS, BULK_WORDS, countKeys } from "./bulk-words";

type BulkBarProps = {
  selection: KeySelection;
  /** How many keys match the list's search and filters. */
  total: number;
  /** Asks which keys those are. */
  filter: Parameters<BulkActions["matching"]>[1];
  actions: BulkActions;
};

/** What can be done to the chosen keys; there while some are chosen. */
export function BulkBar({ selection, total, filter, actions: given }: BulkBarProps) {
  const actions = useMemo(() => allSteppingUp(given), [given]);
  const { orgSlug } = useKeyActions();
  const [verb, setVerb] = useState<BulkVerb | null>(null);
  const [isPending, startTransition] = useTransition();
  const count = selection.ids.size;
  if (count === 0) return null;
  const selectAll = () =>
    startTransition(async () => {
      const result = await actions.matching(orgSlug, filter);
      if (result.ok) selection.setMany(result.data.keyIds, true);
      else notify.failed(result.error);
    });
  const isTooMany = count > BULK_KEYS_MAX;
  return (
    <>
      <section
        id={BULK_BAR_ID}
        tabIndex={-1}
        aria-label="Selected keys"
        className="sticky bottom-3 z-20 mt-4 flex flex-wrap items-center gap-x-3 gap-y-2 rounded-lg border border-line-strong bg-raised px-3 py-2 shadow-pop"
        onKeyDown={(event) => {
          if (event.key === "Escape" && verb === null) selection.clear();
        }}
      >
        <IconButton icon={X} label="Clear selection" size="sm" onClick={selection.clear} />
        <span role="status" className="font-medium">
          {countKeys(count)} selected
        </span>
        {count < Math.min(total, BULK_KEYS_MAX) ? (
          <Button variant="link" pending={isPending} onClick={selectAll}>
            {total > BULK_KEYS_MAX
              ? `Select the newest ${BULK_KEYS_MAX.toLocaleString("en")} that match`
              : `Select all ${total.toLocaleString("en")} that match`}
          </Button>
        ) : null}
        {isTooMany ? (
          <span className="text-danger-ink text-sm">
            At most {BULK_KEYS_MAX.toLocaleString("en")} keys at once.
          </span>
        ) : null}
        <span className="ml-auto hidden gap-2 lg:flex">
          {BULK_VERBS.map((one) => {
            const { icon: Icon, verb: word } = BULK_WORDS[one];
            return (
              <Button key={one} size="sm" disabled={isTooMany} onClick={() => setVerb(one)}>
                <Icon aria-hidden="true" />
                {word}
              </Button>
            );
          })}
        </span>
        <Menu>
          <MenuTrigger asChild>
            <Button size="sm" disabled={isTooMany} className="ml-auto lg:hidden">
              Actions
            </Button>
          </MenuTrigger>
          <MenuContent>
            {BULK_VERBS.map((one) => (
              <MenuItem
                key={one}
                icon={BULK_WORDS[one].icon}
                tone={one === "delete" ? "danger" : "plain"}
                onSelect={() => setVerb(one)}
              >
                {BULK_WORDS[one].verb}…
              </MenuItem>
            ))}
          </MenuContent>
        </Menu>
      </section>
      {verb === null ? null : (
        <BulkDialog
          verb={verb}
          keyIds={[...selection.ids]}
          actions={actions}
          onClose={(gone) => {
            setVerb(null);
            selection.setMany(gone, false);
          }}
        />
      )}
    </>
  );
}

"use client";

import { ChevronDown, X } from "lucide-react";
import { useMemo, useState, useTransition } from "react";
import { allSteppingUp } from "@/components/accounts/step-up/ask-for-proof";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { lazyPart } from "@/components/ui/lazy-part";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "@/components/ui/menu";
import { notify } from "@/components/ui/notify";
import type { ActionResult } from "@/lib/actions/result";
import type { BulkVerb } from "@/lib/keys/bulk/schemas";
import { BULK_KEYS_MAX } from "@/lib/keys/bulk/sizes";
import { BULK_BAR_ID, type KeySelection } from "../keys-selection";
import type { BulkActions } from "./bulk-actions";
import { BULK_BUTTONS, BULK_VERBS, BULK_WORDS, countKeys } from "./bulk-words";

// The questions come when somebody goes for one of the buttons.
const bulkDialog = lazyPart(() => import("./bulk-dialog"));

type BulkBarProps = {
  selection: KeySelection;
  /** How many keys match the list's search and filters. */
  total: number;
  /** Asks which keys those are; the first `BULK_KEYS_MAX` where there are more. */
  matching: () => Promise<ActionResult<{ keyIds: string[] }>>;
  /** Which come first: "newest". */
  first: string;
  actions: BulkActions;
};

/** What can be done to the chosen keys; there while some are chosen. */
export function BulkBar({ selection, total, matching, first, actions: given }: BulkBarProps) {
  const actions = useMemo(() => allSteppingUp(given), [given]);
  const [verb, setVerb] = useState<BulkVerb | null>(null);
  const part = bulkDialog.use(verb !== null);
  const [isPending, startTransition] = useTransition();
  const count = selection.ids.size;
  if (count === 0) return null;
  const selectAll = () =>
    startTransition(async () => {
      const result = await matching();
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
        onPointerEnter={bulkDialog.load}
        onFocus={bulkDialog.load}
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
              ? `Select the ${first} ${BULK_KEYS_MAX.toLocaleString("en")} that match`
              : `Select all ${total.toLocaleString("en")} that match`}
          </Button>
        ) : null}
        {isTooMany ? (
          <span className="text-danger-ink text-sm">
            At most {BULK_KEYS_MAX.toLocaleString("en")} keys at once.
          </span>
        ) : null}
        <span className="ml-auto hidden gap-2 lg:flex">
          {BULK_VERBS.slice(0, BULK_BUTTONS).map((one) => {
            const { icon: Icon, verb: word } = BULK_WORDS[one];
            return (
              <Button key={one} size="sm" disabled={isTooMany} onClick={() => setVerb(one)}>
                <Icon aria-hidden="true" />
                {word}
              </Button>
            );
          })}
          <VerbMenu
            label="More"
            verbs={BULK_VERBS.slice(BULK_BUTTONS)}
            disabled={isTooMany}
            onVerb={setVerb}
          />
        </span>
        <span className="ml-auto lg:hidden">
          <VerbMenu label="Actions" verbs={BULK_VERBS} disabled={isTooMany} onVerb={setVerb} />
        </span>
      </section>
      {verb === null || part === null ? null : (
        <part.BulkDialog
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

type VerbMenuProps = {
  label: string;
  verbs: readonly BulkVerb[];
  disabled: boolean;
  onVerb: (verb: BulkVerb) => void;
};

function VerbMenu({ label, verbs, disabled, onVerb }: VerbMenuProps) {
  return (
    <Menu>
      <MenuTrigger asChild>
        <Button size="sm" disabled={disabled}>
          {label}
          <ChevronDown aria-hidden="true" />
        </Button>
      </MenuTrigger>
      <MenuContent>
        {verbs.map((one) => (
          <MenuItem
            key={one}
            icon={BULK_WORDS[one].icon}
            tone={one === "delete" ? "danger" : "plain"}
            onSelect={() => onVerb(one)}
          >
            {BULK_WORDS[one].verb}…
          </MenuItem>
        ))}
      </MenuContent>
    </Menu>
  );
}

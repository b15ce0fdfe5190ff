"use client";

import {
  Activity,
  ArrowLeftRight,
  CircleCheck,
  CircleSlash,
  Copy,
  Ellipsis,
  Gauge,
  KeyRound,
  LifeBuoy,
  Pencil,
  Siren,
  SlidersHorizontal,
  Trash2,
} from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { copyText } from "@/components/ui/copy-text";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from "@/components/ui/menu";
import { notify } from "@/components/ui/notify";
import { useKeyActions } from "./key-actions";
import type { KeyDialogName } from "./key-dialogs";
import { keyDialogsPart } from "./key-dialogs-part";
import { useCopyId } from "./key-id-chip";
import type { KeySubject } from "./key-subject";

type KeyMenuProps = {
  subject: KeySubject;
  /** On the key's own page there is nothing to open, and a deleted key's page has to be left. */
  isOwnPage?: boolean;
  /** What deleting the key would stop, where it is known. */
  impact?: ReactNode;
};

/** What can be done to one key, as far as the caller may. */
export function KeyMenu({ subject, isOwnPage = false, impact }: KeyMenuProps) {
  const { orgSlug, offersQps } = useKeyActions();
  const router = useRouter();
  const [shown, setShown] = useState<KeyDialogName | null>(null);
  const copyId = useCopyId(subject.id);
  const copy = () =>
    copyText(copyId()).then(
      () => notify.done("Key ID copied"),
      () => notify.failed({ message: "The browser did not allow copying." }),
    );
  const dialogs = keyDialogsPart.use(shown !== null);
  const { canEdit, canRotate, canDisable, canDelete, canAskQps, status } = subject;
  const isDisabled = status === "disabled";
  // What the provider's staff disabled only staff can enable: the key's page says so, and the menu offers nothing.
  const canSwitch = canDisable && status !== "disabled_by_staff";
  return (
    <>
      <Menu onOpenChange={keyDialogsPart.load}>
        <MenuTrigger asChild>
          <IconButton icon={Ellipsis} label={`Actions for ${subject.name}`} size="sm" tooltip={false} />
        </MenuTrigger>
        <MenuContent>
          {isOwnPage ? null : (
            <MenuItem asChild>
              <Link href={`/o/${orgSlug}/keys/${subject.id}`}>
                <KeyRound aria-hidden="true" className="text-ink-muted" />
                Open key
              </Link>
            </MenuItem>
          )}
          <MenuItem icon={Copy} onSelect={() => void copy()}>
            Copy key ID
          </MenuItem>
          {canEdit || canRotate || canSwitch ? <MenuSeparator /> : null}
          {canEdit ? (
            <MenuItem asChild>
              <Link href={`/o/${orgSlug}/keys/${subject.id}/edit`}>
                <SlidersHorizontal aria-hidden="true" className="text-ink-muted" />
                Edit key
              </Link>
            </MenuItem>
          ) : null}
          {canEdit ? (
            <MenuItem icon={Pencil} onSelect={() => setShown("rename")}>
              Rename…
            </MenuItem>
          ) : null}
          {canRotate ? (
            <MenuItem icon={ArrowLeftRight} onSelect={() => setShown("rotate")}>
              Rotate key…
            </MenuItem>
          ) : null}
          {subject.rotation ? (
            <MenuItem asChild>
              <Link href={`/o/${orgSlug}/keys/${subject.id}/rotation`}>
                <Activity aria-hidden="true" className="text-ink-muted" />
                Show rotation
              </Link>
            </MenuItem>
          ) : null}
          {canAskQps && offersQps ? (
            <MenuItem asChild>
              <Link href={`/o/${orgSlug}/requests/new?key=${subject.id}`}>
                <Gauge aria-hidden="true" className="text-ink-muted" />
                Adjust QPS
              </Link>
            </MenuItem>
          ) : null}
          {canSwitch ? (
            <MenuItem
              icon={isDisabled ? CircleCheck : CircleSlash}
              onSelect={() => setShown(isDisabled ? "enable" : "disable")}
            >
              {isDisabled ? "Enable key…" : "Disable key…"}
            </MenuItem>
          ) : null}
          {canEdit || canRotate || canDisable ? (
            <MenuItem asChild>
              <Link href={`/o/${orgSlug}/leak?key=${subject.id}`}>
                <Siren aria-hidden="true" className="text-ink-muted" />
                This key leaked…
              </Link>
            </MenuItem>
          ) : null}
          <MenuItem asChild>
            <Link href={`/o/${orgSlug}/keys/${subject.id}#support`}>
              <LifeBuoy aria-hidden="true" className="text-ink-muted" />
              Contact support
            </Link>
          </MenuItem>
          {canDelete ? (
            <>
              <MenuSeparator />
              <MenuItem icon={Trash2} tone="danger" onSelect={() => setShown("delete")}>
                Delete key…
              </MenuItem>
            </>
          ) : null}
        </MenuContent>
      </Menu>
      {dialogs === null || shown === null ? null : (
        <dialogs.KeyDialog
          name={shown}
          subject={subject}
          open
          onOpenChange={(open) => setShown(open ? shown : null)}
          onDeleted={() => (isOwnPage ? router.push(`/o/${orgSlug}/keys`) : router.refresh())}
          {...(impact === undefined ? {} : { impact })}
        />
      )}
    </>
  );
}

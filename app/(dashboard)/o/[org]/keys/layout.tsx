import type { ReactNode } from "react";
import { KeyActionsProvider } from "@/components/keys/key-actions";
import { requireOrg } from "@/lib/accounts/session";
import { env } from "@/lib/env";
import {
  cancelRotationAction,
  copySecretAction,
  deleteKeyAction,
  disableKeyAction,
  enableKeyAction,
  extendRotationAction,
  finishRotationAction,
  recordIdCopyAction,
  renameKeyAction,
  restoreKeyAction,
  rotateKeyAction,
} from "./actions";

const ACTIONS = {
  copySecret: copySecretAction,
  recordIdCopy: recordIdCopyAction,
  deleteKey: deleteKeyAction,
  restoreKey: restoreKeyAction,
  renameKey: renameKeyAction,
  disableKey: disableKeyAction,
  enableKey: enableKeyAction,
  rotateKey: rotateKeyAction,
  finishRotation: finishRotationAction,
  extendRotation: extendRotationAction,
  cancelRotation: cancelRotationAction,
};

type KeysLayoutProps = { children: ReactNode; params: Promise<{ org: string }> };

export default async function KeysLayout({ children, params }: KeysLayoutProps) {
  const { org } = await requireOrg((await params).org);
  return (
    <KeyActionsProvider
      orgSlug={org.slug}
      overlapCapHours={env().OVERLAP_CAP_HOURS}
      offersQps={org.type === "enterprise"}
      actions={ACTIONS}
    >
      {children}
    </KeyActionsProvider>
  );
}

import type { ReactNode } from "react";
import { KeyActionsProvider } from "@/components/keys/key-actions";
import { copySecretAction, deleteKeyAction, recordIdCopyAction } from "./actions";

const ACTIONS = {
  copySecret: copySecretAction,
  recordIdCopy: recordIdCopyAction,
  deleteKey: deleteKeyAction,
};

type KeysLayoutProps = { children: ReactNode; params: Promise<{ org: string }> };

export default async function KeysLayout({ children, params }: KeysLayoutProps) {
  const { org } = await params;
  return (
    <KeyActionsProvider orgSlug={org} actions={ACTIONS}>
      {children}
    </KeyActionsProvider>
  );
}

"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { lazyPart } from "@/components/ui/lazy-part";
import type { SecretFacts } from "@/lib/keys/get";
import { useKeyActions } from "./key-actions";
import type { RotationDialogName } from "./rotation-dialogs";

const dialogsPart = lazyPart(() => import("./rotation-dialogs"));

type RotationActionsProps = {
  keyId: string;
  version: number;
  /** ISO 8601. */
  rotatedAt: string;
  retiring: SecretFacts & { retiresAt: string };
  /** The new secret, as long as nobody has used it. */
  unused: SecretFacts | undefined;
};

const HOUR_MS = 3_600_000;
const LATER_HOURS = [3, 6, 12, 24, 48, 168, 720];

/** Ends a rotation that is under way, lets it last longer, or takes it back while that is possible. */
export function RotationActions({ keyId, version, rotatedAt, retiring, unused }: RotationActionsProps) {
  const { overlapCapHours } = useKeyActions();
  const router = useRouter();
  const [shown, setShown] = useState<RotationDialogName | null>(null);
  // The next deed is about the key as it is then: until that has come, it would be refused as somebody else's change.
  const [isRefreshing, startRefresh] = useTransition();
  const dialogs = dialogsPart.use(shown !== null);
  const ends = [...LATER_HOURS.filter((hours) => hours < overlapCapHours), overlapCapHours]
    .map((hours) => ({ hours, at: Date.parse(rotatedAt) + hours * HOUR_MS }))
    .filter(({ at }) => at > Date.parse(retiring.retiresAt));
  return (
    <div className="mt-3 flex flex-wrap gap-2">
      <Deed onChoose={() => setShown("finish")}>Finish now</Deed>
      {ends.length > 0 ? <Deed onChoose={() => setShown("extend")}>Extend…</Deed> : null}
      {unused ? <Deed onChoose={() => setShown("cancel")}>Cancel rotation</Deed> : null}
      {dialogs === null || shown === null ? null : (
        <dialogs.RotationDialog
          name={shown}
          keyId={keyId}
          version={version}
          retiring={retiring}
          unused={unused}
          ends={ends}
          isStale={isRefreshing}
          refresh={() => startRefresh(() => router.refresh())}
          onOpenChange={(open) => setShown(open ? shown : null)}
        />
      )}
    </div>
  );
}

function Deed({ onChoose, children }: { onChoose: () => void; children: ReactNode }) {
  return (
    <Button size="sm" onPointerEnter={dialogsPart.load} onFocus={dialogsPart.load} onClick={onChoose}>
      {children}
    </Button>
  );
}

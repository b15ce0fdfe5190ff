"use client";

import { useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { formatExact } from "@/components/ui/format-number";
import { notify } from "@/components/ui/notify";
import { RelativeTime } from "@/components/ui/relative-time";
import type { ActionResult } from "@/lib/actions/result";
import type { Intake, ReporterItem } from "@/lib/leak-intake/get-intake";

type ReportersCardProps = {
  intake: Intake;
  revoke: (input: { reporterId: string }) => Promise<ActionResult<null>>;
};

/** Everybody else who reports, and the way to stop one. */
export function ReportersCard({ intake: { reporters }, revoke }: ReportersCardProps) {
  const [asked, setAsked] = useState<ReporterItem>();
  return (
    <Card aria-label="Other reporters">
      <CardHeader
        title="Other reporters"
        description="Scanners and people that report with a token. Customers read the name: “found by …”."
      />
      <CardBody>
        {reporters.length === 0 ? (
          <p className="text-ink-muted">
            Nobody yet. Add one for each scanner: GitLab, GitGuardian, TruffleHog, or your own.
          </p>
        ) : (
          <ul aria-label="Reporters" className="divide-y divide-line">
            {reporters.map((reporter) => (
              <Reporter key={reporter.id} reporter={reporter} onRevoke={() => setAsked(reporter)} />
            ))}
          </ul>
        )}
      </CardBody>
      <ConfirmDialog
        open={asked !== undefined}
        onOpenChange={() => setAsked(undefined)}
        title={`Revoke “${asked?.name ?? ""}”?`}
        tone="danger"
        confirmLabel="Revoke token"
        onConfirm={async () => {
          if (asked === undefined) return undefined;
          const result = await revoke({ reporterId: asked.id });
          if (!result.ok) return result.error.message;
          notify.done("Token revoked");
          return undefined;
        }}
      >
        <p>The next report with it is refused, and it cannot be brought back. What was found stays.</p>
      </ConfirmDialog>
    </Card>
  );
}

function Reporter({ reporter, onRevoke }: { reporter: ReporterItem; onRevoke: () => void }) {
  const { name, head, createdAt, lastUsedAt, lastUsedIp, revokedAt, found } = reporter;
  return (
    <li className="flex flex-wrap items-start gap-x-6 gap-y-2 py-3 first:pt-0 last:pb-0">
      <div className="min-w-0 flex-1 basis-64">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span className="break-words font-medium">{name}</span>
          <span className="font-mono text-ink-muted text-xs">kwl_{head}…</span>
          <Badge tone={revokedAt === null ? "ok" : "idle"}>{revokedAt === null ? "Active" : "Revoked"}</Badge>
        </p>
        <p className="text-ink-muted text-sm">
          Added <RelativeTime at={createdAt} isPast /> · {formatExact(found)} found · last report{" "}
          <RelativeTime at={lastUsedAt} isPast />
          {lastUsedIp === null ? null : (
            <>
              {" "}
              from <span className="break-all font-mono text-xs">{lastUsedIp}</span>
            </>
          )}
        </p>
      </div>
      {revokedAt === null ? (
        <Button size="sm" aria-label={`Revoke ${name}`} onClick={onRevoke}>
          Revoke
        </Button>
      ) : null}
    </li>
  );
}

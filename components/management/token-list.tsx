"use client";

import { useState } from "react";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { notify } from "@/components/ui/notify";
import { RelativeTime } from "@/components/ui/relative-time";
import { Tag } from "@/components/ui/tag";
import type { ActionResult } from "@/lib/actions/result";
import type { TokenItem } from "@/lib/management/schemas";

type TokenListProps = {
  orgSlug: string;
  tokens: readonly TokenItem[];
  revoke: (orgSlug: string, input: { tokenId: string }) => Promise<ActionResult<null>>;
};

const STATUS = {
  active: { tone: "ok", words: "Active" },
  expired: { tone: "idle", words: "Expired" },
  revoked: { tone: "idle", words: "Revoked" },
  creator_left: { tone: "warn", words: "Refused: its creator has left" },
} as const satisfies Record<TokenItem["status"], { tone: BadgeTone; words: string }>;

/** The organization's management tokens, and the way to revoke one. */
export function TokenList({ orgSlug, tokens, revoke }: TokenListProps) {
  const [asked, setAsked] = useState<TokenItem>();
  return (
    <>
      <ul
        aria-label="Management tokens"
        className="divide-y divide-line rounded-lg border border-line bg-surface shadow-lift"
      >
        {tokens.map((token) => (
          <TokenRow key={token.id} token={token} onRevoke={() => setAsked(token)} />
        ))}
      </ul>
      <ConfirmDialog
        open={asked !== undefined}
        onOpenChange={() => setAsked(undefined)}
        title={`Revoke “${asked?.name ?? ""}”?`}
        tone="danger"
        confirmLabel="Revoke token"
        onConfirm={async () => {
          if (asked === undefined) return undefined;
          const result = await revoke(orgSlug, { tokenId: asked.id });
          if (!result.ok) return result.error.message;
          notify.done("Token revoked");
          return undefined;
        }}
      >
        <p>
          The next request with it is refused, and it cannot be brought back.{" "}
          {asked?.lastUsedAt ? (
            <>
              It was last used <RelativeTime at={asked.lastUsedAt} isPast /> from{" "}
              <span className="font-mono text-xs break-all">{asked.lastUsedIp}</span>.
            </>
          ) : (
            "It has never been used."
          )}
        </p>
        <p>Keys that it created stay as they are.</p>
      </ConfirmDialog>
    </>
  );
}

function TokenRow({ token, onRevoke }: { token: TokenItem; onRevoke: () => void }) {
  const { tone, words } = STATUS[token.status];
  return (
    <li className="flex flex-wrap items-start gap-x-6 gap-y-3 p-4">
      <div className="grid min-w-0 flex-1 basis-72 gap-2">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span className="font-medium break-words">{token.name}</span>
          <span className="font-mono text-xs text-ink-muted">kwm_{token.head}…</span>
          <Badge tone={tone}>{words}</Badge>
          {token.leakedAt === null ? null : <Badge tone="danger">Found in the open</Badge>}
        </div>
        <ul aria-label={`Scopes of ${token.name}`} className="flex flex-wrap gap-1.5">
          {token.scopes.map((scope) => (
            <li key={scope}>
              <Tag className="font-mono">{scope}</Tag>
            </li>
          ))}
        </ul>
        <p className="text-sm text-ink-muted">
          Created <RelativeTime at={token.createdAt} isPast />
          {token.createdBy ? ` by ${token.createdBy.name}` : ""} · last used{" "}
          <RelativeTime at={token.lastUsedAt} isPast />
          {token.lastUsedIp ? (
            <>
              {" "}
              from <span className="font-mono text-xs break-all">{token.lastUsedIp}</span>
            </>
          ) : null}{" "}
          · <Ends token={token} />
        </p>
      </div>
      {token.status === "active" || token.status === "creator_left" ? (
        <Button size="sm" aria-label={`Revoke ${token.name}`} onClick={onRevoke}>
          Revoke
        </Button>
      ) : null}
    </li>
  );
}

function Ends({ token: { revokedAt, expiresAt, status } }: { token: TokenItem }) {
  if (revokedAt) {
    return (
      <>
        revoked <RelativeTime at={revokedAt} isPast />
      </>
    );
  }
  if (expiresAt === null) return "does not expire";
  return (
    <>
      {status === "expired" ? "expired" : "expires"} <RelativeTime at={expiresAt} />
    </>
  );
}

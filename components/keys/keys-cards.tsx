"use client";

import { RelativeTime } from "@/components/ui/relative-time";
import type { KeyListItem } from "@/lib/keys/list-item";
import { DomainTags } from "./domain-tags";
import { KeyIdChip } from "./key-id-chip";
import { KeyLink } from "./key-link";
import { KeyMenu } from "./key-menu";
import { LastUsed } from "./last-used";
import { ProductTags } from "./product-tags";
import { RotationHint } from "./rotation-hint";
import { SecretChip } from "./secret-chip";
import { StatusBadge } from "./status-badge";
import { BILLING_WORDS } from "./words";

/** The table's rows for a narrow screen: the same facts, one card a key. */
export function KeysCards({ keys }: { keys: KeyListItem[] }) {
  return (
    <ul aria-label="Keys" className="grid gap-3 md:hidden">
      {keys.map((key) => (
        <li key={key.id} className="grid gap-3 rounded-lg border border-line bg-surface p-4 shadow-lift">
          <div className="flex items-start justify-between gap-3">
            <div className="grid min-w-0 gap-1">
              <KeyLink keyId={key.id} name={key.name} />
              <span className="flex flex-wrap items-baseline gap-x-3">
                <StatusBadge status={key.status} />
                <RotationHint rotation={key.rotation} />
              </span>
            </div>
            <KeyMenu subject={key} />
          </div>
          <div className="flex flex-wrap gap-2">
            <SecretChip
              keyId={key.id}
              preview={key.preview}
              canCopy={key.canCopy}
              isKept={key.isSecretKept}
            />
            <KeyIdChip keyId={key.id} />
          </div>
          <ProductTags products={key.products} />
          <dl className="grid grid-cols-2 gap-x-4 gap-y-2 text-sm [&_dt]:text-ink-muted [&_dt]:text-xs">
            <div>
              <dt>Billing</dt>
              <dd>{BILLING_WORDS[key.billingType].word}</dd>
            </div>
            <div className="min-w-0">
              <dt>Allowed domains</dt>
              <dd>
                <DomainTags domains={key.domains} />
              </dd>
            </div>
            <div>
              <dt>Created</dt>
              <dd>
                <RelativeTime at={key.createdAt} isPast />
              </dd>
            </div>
            <div>
              <dt>Last rotated</dt>
              <dd>
                <RelativeTime at={key.lastRotatedAt} isPast />
              </dd>
            </div>
            <div className="min-w-0">
              <dt>Last used</dt>
              <dd>
                <LastUsed at={key.lastUsedAt} ip={key.lastUsedIp} />
              </dd>
            </div>
          </dl>
        </li>
      ))}
    </ul>
  );
}

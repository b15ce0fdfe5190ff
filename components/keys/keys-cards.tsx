"use client";

import { RelativeTime } from "@/components/ui/relative-time";
import type { KeyListItem } from "@/lib/keys/list-item";
import { DomainTags } from "./domain-tags";
import { KeyIdChip } from "./key-id-chip";
import { KeyLink } from "./key-link";
import { KeyMenu } from "./key-menu";
import { KeyTags } from "./key-tags";
import { HealthBadge } from "./keys-health";
import { KeysSelectBox } from "./keys-select-box";
import type { KeySelection } from "./keys-selection";
import { RequestsCell } from "./keys-traffic";
import { LastUsed } from "./last-used";
import { ProductTags } from "./product-tags";
import { SecretChip } from "./secret-chip";
import { BILLING_WORDS } from "./words";

type KeysCardsProps = { keys: KeyListItem[]; asOf: string; selection: KeySelection | null };

/** The table's rows for a narrow screen: the same facts, one card a key. */
export function KeysCards({ keys, asOf, selection }: KeysCardsProps) {
  return (
    <ul aria-label="Keys" className="grid gap-3 md:hidden">
      {keys.map((key) => (
        <li key={key.id} className="grid gap-3 rounded-lg border border-line bg-surface p-4 shadow-lift">
          <div className="flex items-start justify-between gap-3">
            <div className="flex min-w-0 items-start gap-3">
              {selection ? (
                <span className="flex h-5 items-center">
                  <KeysSelectBox keyId={key.id} name={key.name} selection={selection} />
                </span>
              ) : null}
              <div className="grid min-w-0 gap-1">
                <KeyLink keyId={key.id} name={key.name} />
                <HealthBadge item={key} asOf={asOf} className="flex-row flex-wrap items-baseline" />
              </div>
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
          <span className="flex flex-wrap gap-1">
            <ProductTags products={key.products} />
            {key.tags.length > 0 ? <KeyTags tags={key.tags} /> : null}
          </span>
          <dl className="grid grid-cols-2 gap-x-4 gap-y-2 text-sm [&_dt]:text-ink-muted [&_dt]:text-xs">
            <div>
              <dt>Requests, 24 h</dt>
              <dd>
                <RequestsCell keyId={key.id} />
              </dd>
            </div>
            <div className="min-w-0">
              <dt>Last used</dt>
              <dd>
                <LastUsed at={key.lastUsedAt} ip={key.lastUsedIp} />
              </dd>
            </div>
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
            <div>
              <dt>Expires</dt>
              <dd>
                <RelativeTime at={key.expiresAt} />
              </dd>
            </div>
            <div className="min-w-0">
              <dt>Created by</dt>
              <dd className="truncate">
                {key.createdBy ? <bdi>{key.createdBy.name}</bdi> : "no account any more"}
              </dd>
            </div>
          </dl>
        </li>
      ))}
    </ul>
  );
}

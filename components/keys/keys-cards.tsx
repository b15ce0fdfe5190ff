"use client";

import { RelativeTime } from "@/components/ui/relative-time";
import { RowCard, RowCards, RowFact, RowFacts } from "@/components/ui/row-cards";
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
    <RowCards label="Keys">
      {keys.map((key) => (
        <RowCard
          key={key.id}
          box={selection ? <KeysSelectBox keyId={key.id} name={key.name} selection={selection} /> : null}
          title={
            <>
              <KeyLink keyId={key.id} name={key.name} />
              <HealthBadge item={key} asOf={asOf} className="flex-row flex-wrap items-baseline" />
            </>
          }
          action={<KeyMenu subject={key} />}
        >
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
          <RowFacts>
            <RowFact name="Requests, 24 h">
              <RequestsCell keyId={key.id} />
            </RowFact>
            <RowFact name="Last used">
              <LastUsed at={key.lastUsedAt} ip={key.lastUsedIp} />
            </RowFact>
            <RowFact name="Billing">{BILLING_WORDS[key.billingType].word}</RowFact>
            <RowFact name="Allowed domains">
              <DomainTags domains={key.domains} />
            </RowFact>
            <RowFact name="Created">
              <RelativeTime at={key.createdAt} isPast />
            </RowFact>
            <RowFact name="Last rotated">
              <RelativeTime at={key.lastRotatedAt} isPast />
            </RowFact>
            <RowFact name="Expires">
              <RelativeTime at={key.expiresAt} />
            </RowFact>
            <RowFact name="Created by">
              <bdi className="block truncate">{key.createdBy?.name ?? "no account any more"}</bdi>
            </RowFact>
          </RowFacts>
        </RowCard>
      ))}
    </RowCards>
  );
}

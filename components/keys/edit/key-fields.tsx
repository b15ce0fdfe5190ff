"use client";

import type { Control } from "react-hook-form";
import { Card, CardHeader } from "@/components/ui/card";
import { DomainCard } from "./domain-card";
import type { CatalogProduct, EditableKey, EditValues, OrgRules } from "./edit-values";
import { GeneralCard } from "./general-card";
import { HoursCard } from "./hours-card";
import { KeepingCard } from "./keeping-card";
import { CountryCard, IpCard, UserAgentCard } from "./network-cards";
import { ProductsField } from "./products-field";
import { QuotasField } from "./quotas-field";
import { UseCard } from "./use-card";

type KeyFieldsProps = {
  control: Control<EditValues>;
  catalog: readonly CatalogProduct[];
  countries: readonly { code: string; name: string }[];
  rules: OrgRules;
  /** In force now, or from the beginning for a new key. */
  limits: EditableKey["limits"];
  isNew?: boolean;
};

/** Everything a person can say about a key, the same for a new one and for one that is there. */
export function KeyFields({ control, catalog, countries, rules, limits, isNew = false }: KeyFieldsProps) {
  return (
    <>
      <GeneralCard control={control} billingTypes={rules.billingTypes} autoFocus={isNew} />
      <Card>
        <CardHeader
          title="Products and limits"
          description="QPS is queries per second, counted for this key in each class. You can lower it here; empty means all that was agreed."
        />
        <ProductsField control={control} catalog={catalog} limits={limits} />
        <QuotasField control={control} catalog={catalog} limits={limits} />
      </Card>
      <UseCard control={control} rules={rules} />
      <KeepingCard control={control} rules={rules} />
      <div className="grid gap-4">
        <div>
          <h2 id="restrictions" className="scroll-mt-20 font-medium text-lg">
            Restrictions
          </h2>
          <p className="text-ink-muted">
            A call must pass every restriction that is enforced. Observe first, then enforce.
          </p>
        </div>
        <DomainCard control={control} />
        <IpCard control={control} />
        <UserAgentCard control={control} />
        <CountryCard control={control} countries={countries} />
        <HoursCard control={control} />
      </div>
    </>
  );
}

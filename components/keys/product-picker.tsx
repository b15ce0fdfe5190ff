"use client";

import { Checkbox } from "@/components/ui/checkbox";
import { useFieldLabelId, useFieldWiring } from "@/components/ui/field-context";
import { Tag } from "@/components/ui/tag";
import { QpsList } from "./qps-list";

export type PickableProduct = {
  id: string;
  name: string;
  description: string;
  isSample: boolean;
  classes: readonly { id: string; name: string; defaultQps: number }[];
};

type ProductPickerProps = {
  products: readonly PickableProduct[];
  value: readonly string[];
  onValueChange: (productIds: string[]) => void;
  onBlur: () => void;
};

/** Every product with what it is for and how fast a key may call it. */
export function ProductPicker({ products, value, onValueChange, onBlur }: ProductPickerProps) {
  const labelId = useFieldLabelId();
  const { "aria-describedby": describedBy } = useFieldWiring();
  return (
    <fieldset
      aria-labelledby={labelId}
      aria-describedby={describedBy}
      onBlur={onBlur}
      className="grid divide-y divide-line overflow-hidden rounded-lg border border-line bg-surface"
    >
      {products.map((product) => (
        <div
          key={product.id}
          className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 px-4 py-3 has-data-[state=checked]:bg-selected"
        >
          <Checkbox
            checked={value.includes(product.id)}
            onCheckedChange={(checked) =>
              onValueChange(
                checked === true ? [...value, product.id] : value.filter((id) => id !== product.id),
              )
            }
            label={
              <span className="inline-flex items-center gap-2 font-medium">
                {product.name}
                {product.isSample ? <Tag>sample</Tag> : null}
              </span>
            }
            help={product.description}
          />
          <QpsList classes={product.classes} className="pl-6.5 sm:pl-0" />
        </div>
      ))}
    </fieldset>
  );
}

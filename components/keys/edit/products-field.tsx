"use client";

import { type Control, useController } from "react-hook-form";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { formatExact } from "@/components/ui/format-number";
import { Input } from "@/components/ui/input";
import { Tag } from "@/components/ui/tag";
import { type CatalogProduct, type EditableKey, type EditValues, qpsOf } from "./edit-values";

type ProductsFieldProps = {
  control: Control<EditValues>;
  catalog: readonly CatalogProduct[];
  limits: EditableKey["limits"];
};

type Chosen = EditValues["products"];

/** The products a key works for, narrowed to endpoint classes where wanted, and the QPS of each. */
export function ProductsField({ control, catalog, limits }: ProductsFieldProps) {
  const { field, fieldState } = useController({ control, name: "products" });
  const chosen: Chosen = field.value;
  const choose = (productId: string, classIds: string[] | null) => {
    const others = chosen.filter((one) => one.productId !== productId);
    field.onChange(classIds === null ? others : [...others, { productId, classIds }]);
  };
  return (
    <Field group label={<span className="sr-only">Products</span>} error={fieldState.error?.message}>
      <div className="grid divide-y divide-line border-line border-t">
        {catalog.map((product) => {
          const own = chosen.find(({ productId }) => productId === product.id);
          return (
            <div key={product.id} className="grid gap-3 px-5 py-3.5">
              <Checkbox
                checked={own !== undefined}
                onCheckedChange={(next) => choose(product.id, next === true ? [] : null)}
                label={
                  <span className="inline-flex items-center gap-2 font-medium">
                    {product.name}
                    {product.isSample ? <Tag>sample</Tag> : null}
                    {product.isDisabled ? <Tag>not offered at the moment</Tag> : null}
                  </span>
                }
                help={product.description}
              />
              {own ? (
                <ul className="grid gap-2 pl-6.5">
                  {product.classes.map((endpoint) => (
                    <li
                      key={endpoint.id}
                      className="flex flex-wrap items-start justify-between gap-x-6 gap-y-1.5"
                    >
                      {product.classes.length > 1 ? (
                        <Checkbox
                          checked={own.classIds.length === 0 || own.classIds.includes(endpoint.id)}
                          disabled={own.classIds.length === 1 && own.classIds[0] === endpoint.id}
                          onCheckedChange={(next) =>
                            choose(product.id, narrowed(product, own.classIds, endpoint.id, next === true))
                          }
                          label={endpoint.name}
                          help={<Paths paths={endpoint.paths} />}
                        />
                      ) : (
                        <div>
                          {endpoint.name}
                          <p className="text-sm text-ink-muted">
                            <Paths paths={endpoint.paths} />
                          </p>
                        </div>
                      )}
                      <QpsInput
                        control={control}
                        classId={endpoint.id}
                        name={`${product.name}, ${endpoint.name}`}
                        qps={qpsOf({ limits }, endpoint)}
                        disabled={own.classIds.length > 0 && !own.classIds.includes(endpoint.id)}
                      />
                    </li>
                  ))}
                </ul>
              ) : null}
            </div>
          );
        })}
      </div>
    </Field>
  );
}

/** Classes with one more or one less; all of them is "all, those to come included". */
function narrowed(product: CatalogProduct, classIds: string[], id: string, isOn: boolean): string[] {
  const now = classIds.length === 0 ? product.classes.map((one) => one.id) : classIds;
  const next = isOn ? [...now, id] : now.filter((one) => one !== id);
  return next.length === product.classes.length ? [] : next.sort();
}

function Paths({ paths }: { paths: readonly string[] }) {
  const [first] = paths;
  if (first === undefined) return null;
  return (
    <code className="break-all font-mono text-xs" title={paths.join("\n")}>
      {first}
      {paths.length > 1 ? ` and ${paths.length - 1} more` : ""}
    </code>
  );
}

type QpsInputProps = {
  control: Control<EditValues>;
  classId: string;
  name: string;
  qps: ReturnType<typeof qpsOf>;
  disabled: boolean;
};

function QpsInput({ control, classId, name, qps: { agreed, isContract }, disabled }: QpsInputProps) {
  const { field, fieldState } = useController({ control, name: `qps.${classId}`, defaultValue: "" });
  return (
    <Field
      className="w-full sm:w-auto sm:justify-items-end"
      label={<span className="sr-only">Lower the QPS of {name}</span>}
      error={fieldState.error?.message}
    >
      <span className="flex items-center gap-2 text-sm">
        <Input
          {...field}
          inputMode="numeric"
          autoComplete="off"
          disabled={disabled}
          placeholder={String(agreed)}
          className="w-20 text-right tabular-nums"
        />
        <span className="whitespace-nowrap text-ink-muted">
          of <span className="text-ink tabular-nums">{formatExact(agreed)}</span> QPS
          {isContract ? " by contract" : ""}
        </span>
      </span>
    </Field>
  );
}

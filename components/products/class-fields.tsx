"use client";

import { Trash2 } from "lucide-react";
import type { Control } from "react-hook-form";
import { FormField } from "@/components/ui/form-field";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { NumberInput } from "@/components/ui/number-input";
import { Tag } from "@/components/ui/tag";
import { Textarea } from "@/components/ui/textarea";
import type { ProductValues, ProductWish } from "./product-values";

type ClassFieldsProps = {
  control: Control<ProductValues, unknown, ProductWish>;
  at: number;
  /** Its name, for whoever hears the page. */
  title: string;
  /** It is stored already: its identifier stays. */
  isStored: boolean;
  /** Left out: it is the only one. */
  onRemove?: (() => void) | undefined;
};

/** One endpoint class of a product: its paths, its queries per second, its weight. */
export function ClassFieldset({ control, at, title, isStored, onRemove }: ClassFieldsProps) {
  return (
    <fieldset className="grid gap-5 border-line border-t px-5 py-5">
      <legend className="sr-only">Endpoint class {title}</legend>
      <div className="flex items-start gap-3">
        <div className="grid min-w-0 flex-1 gap-5 sm:grid-cols-2">
          <FormField control={control} name={`classes.${at}.name`} label="Name" required>
            {(field) => <Input {...field} autoComplete="off" />}
          </FormField>
          <FormField
            control={control}
            name={`classes.${at}.slug`}
            label="Identifier"
            help={isStored ? "Programs know it: it stays." : "Lower-case letters, digits, hyphens. It stays."}
            required
          >
            {(field) => (
              <Input
                {...field}
                readOnly={isStored}
                className="font-mono text-sm read-only:bg-sunken read-only:text-ink-muted"
                autoComplete="off"
                autoCapitalize="none"
                spellCheck={false}
              />
            )}
          </FormField>
        </div>
        {onRemove ? (
          <IconButton
            icon={Trash2}
            label={`Remove endpoint class ${title}`}
            className="mt-6.5"
            onClick={onRemove}
          />
        ) : null}
      </div>
      <FormField
        control={control}
        name={`classes.${at}.paths`}
        label="Paths"
        help={
          <>
            One pattern a line. <Tag className="font-mono">{"{name}"}</Tag> is part of one segment,{" "}
            <Tag className="font-mono">{"{name+}"}</Tag> at the end the rest. The longest literal wins; two
            that tie are refused.
          </>
        }
        required
      >
        {(field) => (
          <Textarea
            {...field}
            rows={2}
            wrap="off"
            className="overflow-x-auto font-mono text-sm"
            placeholder="/map/1/tile/{layer}/{z}/{x}/{y}.png"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
          />
        )}
      </FormField>
      <div className="grid gap-5 sm:grid-cols-2">
        <FormField
          control={control}
          name={`classes.${at}.defaultQps`}
          label="Default QPS"
          help="Queries per second of each key, unless its plan or a contract says otherwise."
          required
        >
          {(field) => <NumberInput {...field} className="w-32" />}
        </FormField>
        <fieldset className="grid content-start gap-1.5">
          <legend className="mb-1.5 font-medium">Weight</legend>
          <div className="flex flex-wrap items-start gap-x-2 gap-y-1">
            <FormField
              control={control}
              name={`classes.${at}.weightRequests`}
              label={<span className="sr-only">Requests</span>}
              className="gap-0"
            >
              {(field) => <NumberInput {...field} className="w-20" />}
            </FormField>
            <span className="leading-8 text-ink-muted">requests are</span>
            <FormField
              control={control}
              name={`classes.${at}.weightTransactions`}
              label={<span className="sr-only">Transactions</span>}
              className="gap-0"
            >
              {(field) => <NumberInput {...field} className="w-20" />}
            </FormField>
            <span className="leading-8 text-ink-muted">transactions</span>
          </div>
          <p className="text-ink-muted text-sm">What quotas in transactions count.</p>
        </fieldset>
      </div>
    </fieldset>
  );
}

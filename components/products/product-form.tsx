"use client";

import { Plus } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useFieldArray, useWatch } from "react-hook-form";
import { LeaveDialog } from "@/components/keys/edit/leave-dialog";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/checkbox";
import { FormError } from "@/components/ui/form-error";
import { FormField } from "@/components/ui/form-field";
import { Input } from "@/components/ui/input";
import { notify } from "@/components/ui/notify";
import { NumberInput } from "@/components/ui/number-input";
import { Radio, RadioGroup } from "@/components/ui/radio-group";
import { Select } from "@/components/ui/select";
import { StickyBar } from "@/components/ui/sticky-bar";
import { TextLink } from "@/components/ui/text-link";
import { Textarea } from "@/components/ui/textarea";
import { useZodForm } from "@/components/ui/use-zod-form";
import type { ActionResult } from "@/lib/actions/result";
import type { DryRun } from "@/lib/products/dry-run";
import type { CreateProductInput, DraftPaths, DryRunInput, UpdateProductInput } from "@/lib/products/schemas";
import { ClassFieldset } from "./class-fields";
import { DryRunCard } from "./dry-run";
import {
  entriesOf,
  faultsByField,
  NEW_CLASS,
  type ProductValues,
  ProductForm as Schema,
} from "./product-values";

type ProductFormProps = {
  /** Null: a new product. */
  product: { id: string; version: number } | null;
  start: ProductValues;
  upstreams: readonly { id: string; name: string; baseUrl: string }[];
  dryRun: (input: DryRunInput) => Promise<ActionResult<DryRun>>;
  create: (input: CreateProductInput) => Promise<ActionResult<{ id: string }>>;
  update: (input: UpdateProductInput) => Promise<ActionResult<{ version: number }>>;
};

/** Everything an operator sets of a product, with a dry run of what is written beside it. */
export function ProductForm({ product, start, upstreams, dryRun, create, update }: ProductFormProps) {
  const router = useRouter();
  const [version, setVersion] = useState(product?.version ?? 0);
  const [isDone, setDone] = useState(false);
  const form = useZodForm(Schema, { defaultValues: start });
  const { control, formState } = form;
  const { fields, append, remove } = useFieldArray({ control, name: "classes", keyName: "rowId" });
  const draft = useWatch({
    control,
    compute: (values: ProductValues) => draftOf(product?.id ?? null, values),
  });
  const isDirty = formState.isDirty && !isDone;

  const submit = form.handleSubmit(async (wish) => {
    const { slug, ...rest } = wish;
    const result =
      product === null
        ? await create({ slug, ...rest })
        : await update({ ...rest, productId: product.id, version });
    if (!result.ok) {
      const told = faultsByField(result.error.fields ?? {});
      for (const [name, message] of told) {
        form.setError(name as "name", { type: "server", message }, { shouldFocus: true });
      }
      if (told.length === 0) {
        form.setError("root.server", { type: result.error.requestId, message: result.error.message });
      }
      return;
    }
    if ("id" in result.data) {
      setDone(true);
      notify.done(`Product “${wish.name}” created`);
      router.push(`/staff/products/${result.data.id}`);
      return;
    }
    setVersion(result.data.version);
    form.reset(form.getValues());
    notify.done("Product saved");
    router.refresh();
  });

  const classesFault = formState.errors.classes?.root?.message ?? formState.errors.classes?.message;
  return (
    <form method="post" noValidate onSubmit={(event) => void submit(event)}>
      <div className="grid grid-cols-1 items-start gap-6 pb-8 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="grid min-w-0 gap-6">
          <FormError errors={formState.errors} />
          <Card>
            <CardHeader
              title="Product"
              description="What customers see when they choose what a key is for."
            />
            <CardBody className="grid gap-5">
              <div className="grid gap-5 sm:grid-cols-2">
                <FormField control={control} name="name" label="Name" required>
                  {(field) => <Input {...field} autoComplete="off" />}
                </FormField>
                <FormField
                  control={control}
                  name="slug"
                  label="Identifier"
                  help={
                    product === null
                      ? "In scopes, metrics and what the upstream is told. It stays."
                      : "Programs know it: it stays."
                  }
                  required
                >
                  {(field) => (
                    <Input
                      {...field}
                      readOnly={product !== null}
                      className="font-mono text-sm read-only:bg-sunken read-only:text-ink-muted"
                      autoComplete="off"
                      autoCapitalize="none"
                      spellCheck={false}
                    />
                  )}
                </FormField>
              </div>
              <FormField control={control} name="description" label="Description" optional>
                {(field) => <Textarea {...field} rows={2} />}
              </FormField>
              <FormField
                control={control}
                name="position"
                label="Place in lists"
                help="Products are shown from low to high."
              >
                {(field) => <NumberInput {...field} className="w-24" />}
              </FormField>
            </CardBody>
          </Card>
          <Card>
            <CardHeader
              title="Endpoint classes"
              description="Paths that share a rate and a weight: tiles in one, everything else in another."
              actions={
                <Button size="sm" onClick={() => append(NEW_CLASS)}>
                  <Plus aria-hidden="true" className="size-4" />
                  Add class
                </Button>
              }
            />
            {classesFault ? (
              <p role="alert" className="px-5 pb-4 text-danger-ink text-sm">
                {classesFault}
              </p>
            ) : null}
            {fields.map((field, at) => (
              <ClassFieldset
                key={field.rowId}
                control={control}
                at={at}
                title={field.name === "" ? String(at + 1) : field.name}
                isStored={field.id !== null}
                onRemove={fields.length > 1 ? () => remove(at) : undefined}
              />
            ))}
          </Card>
          <Card>
            <CardHeader title="Upstream" description="Where its calls go, signed by the edge." />
            <CardBody className="grid gap-3">
              <FormField control={control} name="upstreamId" label="Upstream" required>
                {({ value, onChange, ref }) => (
                  <Select
                    ref={ref}
                    options={upstreams.map((one) => ({ value: one.id, label: one.name, help: one.baseUrl }))}
                    value={value}
                    onValueChange={onChange}
                    placeholder="Choose an upstream"
                    className="max-w-md"
                  />
                )}
              </FormField>
              <p className="text-ink-muted text-sm">
                Addresses, time-outs and signing secrets are set under{" "}
                <TextLink href="/staff/products/upstreams">Upstreams</TextLink>.
              </p>
            </CardBody>
          </Card>
          <Card>
            <CardHeader title="Answers" description="How refusals look, and what passes." />
            <CardBody className="grid gap-5">
              <FormField control={control} name="refusalStyle" label="Refusals" group>
                {({ value, onChange }) => (
                  <RadioGroup value={value} onValueChange={onChange}>
                    <Radio
                      value="problem"
                      label="Problem details"
                      help="application/problem+json with a code, what failed and how to mend it."
                    />
                    <Radio
                      value="tomtom"
                      label="The TomTom way"
                      help="As programs written for TomTom expect it: X-Mashery-Error-Code, their statuses and bodies."
                    />
                  </RadioGroup>
                )}
              </FormField>
              <FormField control={control} name="allowWebsocket" label="WebSocket" group>
                {({ value, onChange, ref }) => (
                  <Checkbox
                    ref={ref}
                    checked={value}
                    onCheckedChange={(next) => onChange(next === true)}
                    label="Pass WebSocket through"
                    help="One connection counts as one call, whatever passes over it, and ends as soon as its key may not call any more. Off: refused."
                  />
                )}
              </FormField>
              <div className="grid gap-5 sm:grid-cols-2">
                <FormField
                  control={control}
                  name="bodyLimitBytes"
                  label="Largest body"
                  help="In bytes, at most 10,000,000."
                >
                  {(field) => <NumberInput {...field} className="w-40" />}
                </FormField>
                <FormField
                  control={control}
                  name="answerHeaders"
                  label="Further answer headers"
                  optional
                  help="Passed on from the upstream beside the usual ones, separated by commas."
                >
                  {(field) => (
                    <Input
                      {...field}
                      className="font-mono text-sm"
                      placeholder="x-request-cost"
                      autoComplete="off"
                      autoCapitalize="none"
                      spellCheck={false}
                    />
                  )}
                </FormField>
              </div>
            </CardBody>
          </Card>
        </div>
        <div className="min-w-0 xl:sticky xl:top-20">
          <DryRunCard run={dryRun} draft={draft} />
        </div>
      </div>
      <StickyBar
        isLive
        words={
          product === null
            ? "In force at every edge as soon as it is created."
            : isDirty
              ? "Not saved yet. In force at every edge as soon as it is."
              : "Nothing changed yet."
        }
      >
        {product !== null && isDirty ? (
          <Button variant="ghost" onClick={() => form.reset()} disabled={formState.isSubmitting}>
            Discard changes
          </Button>
        ) : (
          <Button asChild variant="ghost">
            <Link href="/staff/products">Back to products</Link>
          </Button>
        )}
        <Button
          type="submit"
          variant="primary"
          pending={formState.isSubmitting}
          disabled={product !== null && !isDirty}
        >
          {product === null ? "Create product" : "Save product"}
        </Button>
      </StickyBar>
      <LeaveDialog active={isDirty} />
    </form>
  );
}

/** What of the form decides where a path belongs, cut to what a dry run takes. */
function draftOf(productId: string | null, { name, classes }: ProductValues): DraftPaths {
  return {
    productId,
    name: name.slice(0, 60),
    classes: classes.slice(0, 20).map((one) => ({
      name: one.name.slice(0, 60),
      paths: entriesOf(one.paths, /\n/)
        .filter((path) => path.length <= 512)
        .slice(0, 50),
    })),
  };
}

"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { FormProvider, type Resolver, useForm, useWatch } from "react-hook-form";
import type { z } from "zod";
import { Banner } from "@/components/ui/banner";
import { FormError } from "@/components/ui/form-error";
import { lazyPart } from "@/components/ui/lazy-part";
import { notify } from "@/components/ui/notify";
import type { ActionResult } from "@/lib/actions/result";
import type { EditKeyInput } from "@/lib/keys/edit-schema";
import { noRestrictions } from "@/lib/keys/no-restrictions";
import type { KeyTraffic } from "@/lib/keys/suggestions/schemas";
import {
  type CatalogProduct,
  type EditableKey,
  type EditValues,
  inputOf,
  type OrgRules,
  valuesOf,
} from "./edit-values";
import { faultsByField, faultsOf, nested } from "./faults";
import { KeyFields } from "./key-fields";
import { LeaveDialog } from "./leave-dialog";
import { changedSections } from "./merge";
import { SaveBar } from "./save-bar";
import { TrafficContext } from "./traffic-hint";

// What checks the form comes when somebody begins to change it.
const schema = lazyPart(() => import("@/lib/keys/edit-schema"));
// With it, so that nothing has to be fetched once there is something to lose.
const conflict = lazyPart(() => import("./conflict-panel"));

function fetchParts() {
  schema.load();
  conflict.load();
}

type EditKeyFormProps = {
  orgSlug: string;
  /** As it is now; after somebody else's save the page hands in the newer one. */
  current: EditableKey;
  catalog: readonly CatalogProduct[];
  countries: readonly { code: string; name: string }[];
  rules: OrgRules;
  /** The calls of the last days; `null`: they took too long to add up. */
  traffic: Promise<KeyTraffic | null>;
  save: (orgSlug: string, input: z.input<typeof EditKeyInput>) => Promise<ActionResult<{ version: number }>>;
};

/** Everything about a key that can be changed, saved as one. */
export function EditKeyForm({
  orgSlug,
  current,
  catalog,
  countries,
  rules,
  traffic,
  save,
}: EditKeyFormProps) {
  const router = useRouter();
  const [base, setBase] = useState(current);
  const [isOutdated, setOutdated] = useState(false);
  const [isSaved, setSaved] = useState(false);
  const resolver: Resolver<EditValues> = async (values) => {
    const input = inputOf(values, base, catalog);
    const read = (await schema.fetch()).EditKeyInput.safeParse(input);
    if (read.success) return { values, errors: {} };
    const faults = read.error.issues.map(({ path, message }) => ({ path: path.join("."), message }));
    return { values: {}, errors: nested(faultsByField(faults, input)) };
  };
  const form = useForm<EditValues>({ resolver, defaultValues: valuesOf(base) });
  const { control, formState } = form;
  const values = useWatch({ control, compute: (all: EditValues) => all });
  const start = valuesOf(base);
  const changed = changedSections(start, values);
  const backTo = `/o/${orgSlug}/keys/${base.id}`;
  const theirs = isOutdated && current.version !== base.version ? valuesOf(current) : null;
  const conflictPart = conflict.use(theirs !== null);
  const countryName = (code: string) => countries.find((one) => one.code === code)?.name ?? code;

  const submit = form.handleSubmit(async (typed) => {
    const input = inputOf(typed, base, catalog);
    const result = await save(orgSlug, input);
    if (result.ok) {
      setSaved(true);
      notify.done("Key saved");
      router.push(backTo);
      router.refresh();
      return;
    }
    const { code, fields, message, requestId } = result.error;
    if (code === "version_mismatch") {
      setOutdated(true);
      router.refresh();
      return;
    }
    const byField = faultsByField(faultsOf(fields), input);
    const root = byField.get("root") ?? (byField.size === 0 ? message : undefined);
    byField.delete("root");
    for (const [field, sentence] of byField)
      form.setError(field as keyof EditValues, { type: "server", message: sentence }, { shouldFocus: true });
    if (root !== undefined) form.setError("root.server", { type: requestId, message: root });
  });

  const rebase = (next: EditValues) => {
    setBase(current);
    setOutdated(false);
    // The page's key is the start now; what differs from it is what is still to be saved.
    form.reset(next);
  };

  return (
    <form method="post" onFocus={fetchParts} onSubmit={(event) => void submit(event)} noValidate>
      <div className="grid max-w-3xl gap-6 pb-8">
        <FormError errors={formState.errors} />
        {theirs && conflictPart ? (
          <conflictPart.ConflictPanel
            before={start}
            theirs={theirs}
            mine={values}
            catalog={catalog}
            countryName={countryName}
            onMerged={rebase}
          />
        ) : null}
        {base.restrictions === null ? (
          <Banner tone="danger" title="The restrictions of this key cannot be read">
            Until they are set again every call is refused. Saving this page replaces them with what it shows.
          </Banner>
        ) : null}
        <FormProvider {...form}>
          <TrafficContext value={{ traffic, saved: savedModes(base), countryName }}>
            <KeyFields
              control={control}
              catalog={catalog}
              countries={countries}
              rules={rules}
              limits={base.limits}
            />
          </TrafficContext>
        </FormProvider>
      </div>
      <SaveBar
        changed={changed}
        pending={formState.isSubmitting || isSaved}
        backTo={backTo}
        mustSave={base.restrictions === null}
        onDiscard={() => form.reset(start)}
      />
      <LeaveDialog active={changed.length > 0 && !isSaved} />
    </form>
  );
}

function savedModes({ restrictions }: EditableKey) {
  const { domain, ip, userAgent, country, hours } = restrictions ?? noRestrictions();
  return {
    domain: domain.mode,
    ip: ip.mode,
    userAgent: userAgent.mode,
    country: country.mode,
    hours: hours.mode,
  };
}

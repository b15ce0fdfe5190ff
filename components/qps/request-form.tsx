"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { useWatch } from "react-hook-form";
import type { KeyChoice } from "@/components/frame/key-search";
import { LeaveDialog } from "@/components/keys/edit/leave-dialog";
import { FormError } from "@/components/ui/form-error";
import { notify } from "@/components/ui/notify";
import { showActionError } from "@/components/ui/show-action-error";
import { useLateZodForm } from "@/components/ui/use-late-zod-form";
import type { QpsWish } from "@/lib/qps/schemas";
import type { QpsForm } from "@/lib/qps/views";
import { EvidenceCard } from "./evidence-card";
import { limitTyped } from "./limit-typed";
import type { RequestActions } from "./request-actions";
import { SendBar } from "./send-bar";
import { TargetCard } from "./target-card";
import { WhatIfPanel } from "./what-if-panel";
import { WishCard } from "./wish-card";
import type { WishValues } from "./wish-values";

// What checks the form comes when somebody sends it.
const wishForm = () => import("./wish-values").then((module) => module.WishForm);

type RequestFormProps = {
  orgSlug: string;
  /** What the chosen key brings along; `null` while none is chosen. */
  form: QpsForm | null;
  recentKeys: readonly KeyChoice[];
  /** The draft that is edited; `null`: a new request. */
  draft: { requestId: string; version: number } | null;
  start: WishValues;
  actions: Pick<RequestActions, "draft" | "submit">;
};

/** Asks for another QPS: what past calls show and what the wish would have changed stand beside it. */
export function RequestForm({ orgSlug, form: about, recentKeys, draft, start, actions }: RequestFormProps) {
  const router = useRouter();
  const [isGoing, startGoing] = useTransition();
  const [busy, setBusy] = useState<"draft" | "submit" | null>(null);
  const form = useLateZodForm(wishForm, { defaultValues: start });
  const { control, formState } = form;
  const wanted = limitTyped(useWatch({ control, name: "wantedQps" }));
  const chosen = about?.chosen ?? null;

  const choose = (keyId: string, classId: string | null) => {
    form.setValue("keyId", keyId);
    form.setValue("classId", classId ?? "");
    const query = new URLSearchParams({ key: keyId, ...(classId && { class: classId }) });
    startGoing(() => router.replace(`?${query}`, { scroll: false }));
  };

  const send = (how: "draft" | "submit") =>
    form.handleSubmit(async (wish: QpsWish) => {
      setBusy(how);
      const result = await actions[how](orgSlug, { request: draft, wish });
      setBusy(null);
      if (!result.ok) {
        showActionError(form, withoutPrefix(result.error));
        return;
      }
      form.reset(form.getValues());
      notify.done(how === "submit" ? "Request sent" : "Draft saved");
      router.push(`/o/${orgSlug}/requests/${result.data.id}`);
    });

  const save = (how: "draft" | "submit") => {
    // Of a key's only class the server makes the choice.
    if (about) form.setValue("keyId", about.key.id);
    if (chosen) form.setValue("classId", chosen.classId);
    return send(how);
  };

  return (
    <form
      method="post"
      noValidate
      onSubmit={(event) => void save(about?.canSubmit ? "submit" : "draft")(event)}
    >
      <div className="grid grid-cols-1 gap-6 pb-8 lg:grid-cols-[minmax(0,1fr)_23rem]">
        <div className="grid min-w-0 content-start gap-6">
          <FormError errors={formState.errors} />
          <TargetCard
            control={control}
            orgSlug={orgSlug}
            about={about}
            recentKeys={recentKeys}
            isGoing={isGoing}
            onChoose={choose}
          />
          <WishCard control={control} orgSlug={orgSlug} about={about} wanted={wanted} />
        </div>
        {chosen ? (
          <>
            <div className="min-w-0 lg:sticky lg:top-20 lg:row-span-2 lg:self-start">
              <WhatIfPanel
                demand={chosen.demand}
                currentQps={chosen.qps}
                wantedQps={wanted}
                onChoose={(qps) => form.setValue("wantedQps", String(qps), { shouldDirty: true })}
              />
            </div>
            <EvidenceCard
              title="What your calls show"
              noCalls="Nothing came to a limit. A request can be sent all the same: say in the reason what is going to come."
              evidence={chosen.evidence}
              currentQps={chosen.qps}
              wantedQps={wanted}
            />
          </>
        ) : (
          <p className="rounded-lg border border-line border-dashed p-5 text-ink-muted lg:self-start">
            Choose a key and a class. What its calls show, and what another limit would have changed, stands
            here.
          </p>
        )}
      </div>
      <SendBar about={about} busy={busy} isDraft={draft !== null} onSaveDraft={() => void save("draft")()} />
      <LeaveDialog active={formState.isDirty && !formState.isSubmitSuccessful} />
    </form>
  );
}

type Refusal = { message: string; fields?: Record<string, string[]>; requestId: string };

/** The verb names a field of the wish by its path in the whole input. */
function withoutPrefix(error: Refusal): Refusal {
  if (error.fields === undefined) return error;
  const fields = Object.entries(error.fields).map(([name, words]) => [name.replace(/^wish\./, ""), words]);
  return { ...error, fields: Object.fromEntries(fields) };
}

"use client";

import type { ReactNode } from "react";
import { useController } from "react-hook-form";
import { z } from "zod";
import { steppingUp } from "@/components/accounts/step-up/ask-for-proof";
import { FormDialog } from "@/components/ui/form-dialog";
import { FormField } from "@/components/ui/form-field";
import { Input } from "@/components/ui/input";
import { Radio, RadioGroup } from "@/components/ui/radio-group";
import { useZodForm } from "@/components/ui/use-zod-form";
import type { ActionResult } from "@/lib/actions/result";
import { CHOOSABLE_EVENTS } from "@/lib/webhooks/event-types";
import { WEBHOOK_FORMATS, WebhookFields } from "@/lib/webhooks/schemas";
import { EventChoice } from "./event-choice";
import { FORMAT_WORDS } from "./webhook-words";

const FORMAT_HELP = {
  standard: "Signed as Standard Webhooks say, for a program of yours.",
  slack: "For Slack and chats that take its incoming webhooks.",
} as const;

const Schema = z
  .strictObject({ ...WebhookFields.shape, mode: z.enum(["all", "some"]) })
  .refine(({ mode, events }) => mode === "all" || events.length > 0, {
    path: ["events"],
    message: "Choose at least one event, or all of them.",
  });

type WebhookFormProps<T> = {
  title: string;
  description: ReactNode;
  submitLabel: string;
  start: WebhookFields;
  save: (fields: WebhookFields) => Promise<ActionResult<T>>;
  onSaved: (data: T) => void;
};

/** What a webhook is called, where it leads and what it gets; in a dialog. */
export function WebhookForm<T>({
  title,
  description,
  submitLabel,
  start,
  save,
  onSaved,
}: WebhookFormProps<T>) {
  const form = useZodForm(Schema, {
    defaultValues: { ...start, mode: start.events.length === 0 ? "all" : "some" } as z.input<typeof Schema>,
  });
  const { control } = form;
  const { field: mode } = useController({ control, name: "mode" });
  return (
    <FormDialog
      title={title}
      description={description}
      submitLabel={submitLabel}
      form={form}
      submit={({ mode: chosen, events, ...fields }) =>
        steppingUp(save)({ ...fields, events: chosen === "all" ? [] : events })
      }
      onDone={onSaved}
    >
      <FormField
        control={control}
        name="name"
        label="Name"
        help="What receives it: “On-call channel”."
        required
      >
        {(field) => <Input {...field} autoComplete="off" />}
      </FormField>
      <FormField
        control={control}
        name="url"
        label="URL"
        help="https:// and a public address. It is shown to admins and owners only."
        required
      >
        {(field) => (
          <Input
            {...field}
            inputMode="url"
            className="font-mono text-sm"
            placeholder="https://hooks.example.com/keyward"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
          />
        )}
      </FormField>
      <FormField control={control} name="format" label="What is sent" group>
        {({ value, onChange }) => (
          <RadioGroup value={value} onValueChange={onChange}>
            {WEBHOOK_FORMATS.map((format) => (
              <Radio key={format} value={format} label={FORMAT_WORDS[format]} help={FORMAT_HELP[format]} />
            ))}
          </RadioGroup>
        )}
      </FormField>
      <FormField control={control} name="events" label="Events" group>
        {({ value, onChange }) => (
          <EventChoice mode={mode.value} onMode={mode.onChange} value={value} onChange={onChange} />
        )}
      </FormField>
    </FormDialog>
  );
}

/** Of these events, those that a webhook can be told of or not. */
export function choosable(events: readonly string[]): WebhookFields["events"] {
  return CHOOSABLE_EVENTS.filter((event) => events.includes(event));
}

"use client";

import { Megaphone } from "lucide-react";
import { useState } from "react";
import { ORG_TYPE_WORDS } from "@/components/accounts/org-type-words";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { FormDialog } from "@/components/ui/form-dialog";
import { FormField } from "@/components/ui/form-field";
import { FormTime } from "@/components/ui/form-time";
import { notify } from "@/components/ui/notify";
import { Radio, RadioGroup } from "@/components/ui/radio-group";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { useZodForm } from "@/components/ui/use-zod-form";
import type { ActionResult } from "@/lib/actions/result";
import { ANNOUNCEMENT_TONES, AnnounceInput } from "@/lib/announcements/schemas";
import { ORG_TYPES } from "@/lib/orgs/schemas";
import { TONE_WORDS } from "./words";

type Announce = (input: AnnounceInput) => Promise<ActionResult<unknown>>;

/** Puts a line above every page of the dashboard. */
export function AnnounceButton({ announce }: { announce: Announce }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="primary" onClick={() => setOpen(true)}>
        <Megaphone aria-hidden="true" />
        Announce
      </Button>
      <Dialog open={isOpen} onOpenChange={setOpen}>
        {isOpen ? <AnnounceDialog announce={announce} onDone={() => setOpen(false)} /> : null}
      </Dialog>
    </>
  );
}

const ALL = "all";
const AUDIENCES = [
  { value: ALL, label: "Every organization" },
  ...ORG_TYPES.map((value) => ({ value, label: `${ORG_TYPE_WORDS[value]} only` })),
];

function AnnounceDialog({ announce, onDone }: { announce: Announce; onDone: () => void }) {
  const form = useZodForm(AnnounceInput, {
    defaultValues: { message: "", tone: "info", orgType: null, from: null, until: null },
  });
  const [message, tone] = form.watch(["message", "tone"]);
  return (
    <FormDialog
      title="Announce"
      description="A line above every page of the dashboard, for members. Staff do not see it."
      submitLabel="Announce"
      form={form}
      submit={announce}
      onDone={() => {
        notify.done("Announced");
        onDone();
      }}
    >
      <FormField control={form.control} name="message" label="Message" required>
        {(field) => <Textarea rows={2} maxLength={300} {...field} />}
      </FormField>
      <Banner tone={tone} title={message === "" ? "This is how it looks" : message} />
      <FormField control={form.control} name="tone" label="How loud" group>
        {(field) => (
          <RadioGroup value={field.value} onValueChange={field.onChange}>
            {ANNOUNCEMENT_TONES.map((value) => (
              <Radio key={value} value={value} label={TONE_WORDS[value].word} help={TONE_WORDS[value].help} />
            ))}
          </RadioGroup>
        )}
      </FormField>
      <FormField control={form.control} name="orgType" label="For">
        {({ value, onChange, ref, onBlur }) => (
          <Select
            ref={ref}
            onBlur={onBlur}
            value={value ?? ALL}
            onValueChange={(next) => onChange(next === ALL ? null : next)}
            options={AUDIENCES}
          />
        )}
      </FormField>
      <FormTime optional control={form.control} name="from" label="From" none="Now." choicesDays={[1]} />
      <FormTime
        optional
        control={form.control}
        name="until"
        label="Until"
        none="Until somebody ends it."
        choicesDays={[1, 7]}
      />
    </FormDialog>
  );
}

"use client";

import { useState, useTransition } from "react";
import { refusalSentence } from "@/components/keys/refusal-sentence";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Radio, RadioGroup } from "@/components/ui/radio-group";
import { Textarea } from "@/components/ui/textarea";
import type { LeakReport } from "@/lib/leaks/report";
import type { Responded } from "@/lib/leaks/respond";
import type { LeakResponse } from "@/lib/leaks/schemas";
import { ADDRESSES_MAX } from "@/lib/leaks/terms";
import { type Addresses, AddressesField, chosenAddresses, firstAddresses } from "./addresses-field";
import type { LeakActions } from "./leak-actions";
import { RESPONSE_WORDS, responsesFor } from "./responses";

type ResponseFormProps = {
  orgSlug: string;
  report: LeakReport;
  respond: LeakActions["respond"];
  onDone: (response: LeakResponse, result: Responded) => void;
};

/** What to do about a leaked key, and why it is done. */
export function ResponseForm({ orgSlug, report, respond, onDone }: ResponseFormProps) {
  const offered = responsesFor(report);
  const [response, setResponse] = useState<LeakResponse>();
  const [note, setNote] = useState("");
  const callers = report.living?.traffic.callers.ip ?? [];
  const [addresses, setAddresses] = useState<Addresses>(() => firstAddresses(callers, Date.now()));
  const [failure, setFailure] = useState<string>();
  const [pending, startTransition] = useTransition();
  const allow = chosenAddresses(addresses);
  const isReady =
    response !== undefined &&
    (response !== "restrict" || (allow.length > 0 && allow.length <= ADDRESSES_MAX && !addresses.isWrong));
  const submit = () =>
    startTransition(async () => {
      if (response === undefined) return;
      const result = await respond(orgSlug, {
        keyId: report.keyId,
        secretIds: report.secrets.map(({ id }) => id),
        response,
        allow: response === "restrict" ? allow : [],
        endRetiringNow: response === "rotate",
        note,
      });
      setFailure(result.ok ? undefined : refusalSentence(result.error));
      if (!result.ok) return;
      setNote("");
      setResponse(undefined);
      onDone(response, result.data);
    });
  return (
    <form
      className="grid gap-4 border-t border-line pt-5"
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) submit();
      }}
    >
      <Field label="What to do" group>
        <RadioGroup
          value={response ?? ""}
          onValueChange={(value) => setResponse(offered.find((one) => one === value))}
        >
          {offered.map((one) => (
            <Radio
              key={one}
              value={one}
              label={RESPONSE_WORDS[one].label}
              help={
                one === "rotate" && report.living?.rotation
                  ? `${RESPONSE_WORDS.rotate.help} A rotation is under way: its old secret ends now.`
                  : RESPONSE_WORDS[one].help
              }
            />
          ))}
        </RadioGroup>
      </Field>
      {response === "restrict" ? (
        <AddressesField callers={callers} value={addresses} onChange={setAddresses} />
      ) : null}
      {response === undefined ? null : (
        <>
          <Field
            label="Incident note"
            optional
            help="Where it was found and since when. Kept in the audit log."
          >
            <Textarea
              rows={2}
              maxLength={500}
              value={note}
              onChange={(event) => setNote(event.target.value)}
            />
          </Field>
          <div aria-live="assertive" className="empty:hidden">
            {failure === undefined ? null : <p className="text-danger-ink">{failure}</p>}
          </div>
          <Button
            type="submit"
            variant={response === "disable" || response === "finish" ? "danger" : "primary"}
            className="justify-self-start"
            pending={pending}
            disabled={!isReady}
          >
            {RESPONSE_WORDS[response].button}
          </Button>
        </>
      )}
    </form>
  );
}

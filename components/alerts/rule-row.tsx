"use client";

import { type FormEvent, useId, useOptimistic, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Input } from "@/components/ui/input";
import { notify } from "@/components/ui/notify";
import type { ActionResult } from "@/lib/actions/result";
import type { AlertRuleRow } from "@/lib/alerts/schemas";
import { readNumber } from "./read-number";

type Rule = { isOn: boolean; value: number };

type RuleRowProps = {
  row: AlertRuleRow;
  isOfKey: boolean;
  /** `null` as the rule takes it away; `null` in place of the function: nothing can be changed. */
  save: ((rule: Rule | null) => Promise<ActionResult<null>>) | null;
};

/** One kind of alert: whether it is told, and from when on. */
export function RuleRow({ row, isOfKey, save }: RuleRowProps) {
  const { label, means, term, value, from } = row;
  const numberId = useId();
  const [pending, startTransition] = useTransition();
  const [isOn, showOn] = useOptimistic(row.isOn);
  const [typed, setTyped] = useState(String(value));
  const [fault, setFault] = useState<string>();
  const store = (rule: Rule | null) =>
    startTransition(async () => {
      if (rule !== null) showOn(rule.isOn);
      const result = (await save?.(rule)) ?? null;
      if (result === null || result.ok) return;
      const sentence = result.error.fields?.value?.join(" ");
      if (sentence === undefined) notify.failed(result.error);
      setFault(sentence);
    });
  const read = () => readNumber(typed, term);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const number = read();
    setFault(number.fault);
    if (number.value !== undefined && number.value !== value) store({ isOn, value: number.value });
  };
  const isTheirs = isOfKey ? from === "key" : from === "org";
  return (
    <li className="grid gap-2.5 py-4">
      <Checkbox
        checked={isOn}
        disabled={save === null}
        onCheckedChange={(checked) => store({ isOn: checked === true, value })}
        label={<span className="font-medium">{label}</span>}
        help={means}
      />
      {isOn ? (
        <form
          noValidate
          onSubmit={submit}
          aria-label={label}
          aria-busy={pending}
          className="flex flex-wrap items-center gap-x-2 gap-y-1.5 pl-6.5 text-sm"
        >
          <label htmlFor={numberId}>{term.label}</label>
          <Input
            id={numberId}
            aria-label={`${term.label}, ${term.unit}`}
            aria-invalid={fault !== undefined}
            aria-describedby={`${numberId}-fault`}
            inputMode="numeric"
            autoComplete="off"
            className="w-20"
            value={typed}
            disabled={save === null}
            onChange={(event) => setTyped(event.target.value)}
          />
          <span className="text-ink-muted">{term.unit}</span>
          {typed.trim() === String(value) ? null : (
            <Button type="submit" size="sm" pending={pending}>
              Save number
            </Button>
          )}
          <p id={`${numberId}-fault`} aria-live="polite" className="basis-full text-danger-ink empty:hidden">
            {fault}
          </p>
        </form>
      ) : null}
      {from === "usual" ? null : (
        <p className="flex flex-wrap gap-x-4 pl-6.5 text-ink-muted text-sm">
          {from === "org" ? "The organization’s rule." : "This key’s rule."}
          {isTheirs && save !== null ? (
            <Button variant="link" size="sm" className="text-sm" onClick={() => store(null)}>
              {isOfKey ? "Use the organization’s rule" : "Back to usual"}
              <span className="sr-only">: {label}</span>
            </Button>
          ) : null}
        </p>
      )}
    </li>
  );
}

"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { notify } from "@/components/ui/notify";
import { Textarea } from "@/components/ui/textarea";
import type { ActionResult } from "@/lib/actions/result";

type SayFormProps = {
  label: string;
  help: string;
  /** Verb and noun: "Send answer". */
  button: string;
  done: string;
  /** The one thing to do on the page. */
  isPrimary?: boolean;
  say: (body: string) => Promise<ActionResult<unknown>>;
};

/** Says something about a request: an answer, a comment. */
export function SayForm({ label, help, button, done, isPrimary = false, say }: SayFormProps) {
  const router = useRouter();
  const [body, setBody] = useState("");
  const [error, setError] = useState<string>();
  const [pending, startTransition] = useTransition();
  const send = () =>
    startTransition(async () => {
      const result = await say(body);
      if (!result.ok) {
        setError(Object.values(result.error.fields ?? {})[0]?.[0] ?? result.error.message);
        return;
      }
      setError(undefined);
      setBody("");
      notify.done(done);
      router.refresh();
    });
  return (
    <form
      className="grid gap-3"
      method="post"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Field label={label} help={help} error={error}>
        <Textarea
          rows={3}
          maxLength={4000}
          value={body}
          onChange={({ target }) => {
            setBody(target.value);
            setError(undefined);
          }}
        />
      </Field>
      <div>
        <Button type="submit" variant={isPrimary ? "primary" : "secondary"} pending={pending}>
          {button}
        </Button>
      </div>
    </form>
  );
}

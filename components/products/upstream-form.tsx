"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useWatch } from "react-hook-form";
import { z } from "zod";
import { LeaveDialog } from "@/components/keys/edit/leave-dialog";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Dialog } from "@/components/ui/dialog";
import { FormError } from "@/components/ui/form-error";
import { FormField } from "@/components/ui/form-field";
import { Input } from "@/components/ui/input";
import { notify } from "@/components/ui/notify";
import { NumberInput } from "@/components/ui/number-input";
import { showActionError } from "@/components/ui/show-action-error";
import { useZodForm } from "@/components/ui/use-zod-form";
import type { ActionResult } from "@/lib/actions/result";
import { type TryUpstreamInput, type UpdateUpstreamInput, UpstreamFields } from "@/lib/upstreams/schemas";
import type { Trial } from "@/lib/upstreams/try";
import { type Shown, ShownSecret } from "./shown-secret";
import { TryAddress } from "./try-address";
import { typedNumber } from "./typed-number";

const Milliseconds = typedNumber(UpstreamFields.shape.connectTimeoutMs);

const Schema = z.object({
  name: UpstreamFields.shape.name,
  baseUrl: UpstreamFields.shape.baseUrl,
  connectTimeoutMs: Milliseconds,
  headersTimeoutMs: Milliseconds,
  idleTimeoutMs: Milliseconds,
  totalTimeoutMs: Milliseconds,
});

type UpstreamFormProps = {
  /** Null: a new upstream. */
  upstream: { id: string; version: number } | null;
  start: UpstreamFields;
  tryAddress: (input: TryUpstreamInput) => Promise<ActionResult<Trial>>;
  create: (input: UpstreamFields) => Promise<ActionResult<{ id: string; secret: Shown }>>;
  update: (input: UpdateUpstreamInput) => Promise<ActionResult<{ version: number }>>;
};

const TIMES = [
  { name: "connectTimeoutMs", label: "Connect", help: "Until the connection stands." },
  { name: "headersTimeoutMs", label: "First answer", help: "Until the head of its answer is there." },
  { name: "idleTimeoutMs", label: "Silence", help: "Between two pieces of its answer." },
  { name: "totalTimeoutMs", label: "Whole call", help: "From the first byte to the last." },
] as const;

/** Where an upstream is and how long the edge waits for it. */
export function UpstreamForm({ upstream, start, tryAddress, create, update }: UpstreamFormProps) {
  const router = useRouter();
  const [version, setVersion] = useState(upstream?.version ?? 0);
  const [made, setMade] = useState<{ id: string; secret: Shown }>();
  const form = useZodForm(Schema, {
    defaultValues: {
      ...start,
      connectTimeoutMs: String(start.connectTimeoutMs),
      headersTimeoutMs: String(start.headersTimeoutMs),
      idleTimeoutMs: String(start.idleTimeoutMs),
      totalTimeoutMs: String(start.totalTimeoutMs),
    },
  });
  const { control, formState } = form;
  const baseUrl = useWatch({ control, name: "baseUrl" });
  const isDirty = formState.isDirty && made === undefined;
  const submit = form.handleSubmit(async (wish) => {
    if (upstream === null) {
      const result = await create(wish);
      if (result.ok) setMade(result.data);
      else showActionError(form, result.error);
      return;
    }
    const result = await update({ ...wish, upstreamId: upstream.id, version });
    if (!result.ok) {
      showActionError(form, result.error);
      return;
    }
    setVersion(result.data.version);
    form.reset(form.getValues());
    notify.done("Upstream saved");
    router.refresh();
  });
  const finish = () => {
    if (made !== undefined) router.push(`/staff/products/upstreams/${made.id}`);
  };
  return (
    <>
      <form method="post" noValidate onSubmit={(event) => void submit(event)}>
        <div className="grid max-w-3xl gap-6">
          <FormError errors={formState.errors} />
          <Card>
            <CardHeader title="Address" description="Where calls of its products are sent." />
            <CardBody className="grid gap-5">
              <FormField control={control} name="name" label="Name" required>
                {(field) => <Input {...field} autoComplete="off" className="max-w-md" />}
              </FormField>
              <FormField
                control={control}
                name="baseUrl"
                label="Base URL"
                help="https:// or http://. The path of each call is put behind it. Private addresses only where UPSTREAM_PRIVATE_CIDRS names their network."
                required
              >
                {(field) => (
                  <Input
                    {...field}
                    inputMode="url"
                    className="font-mono text-sm"
                    placeholder="https://maps.internal.example/v1"
                    autoComplete="off"
                    autoCapitalize="none"
                    spellCheck={false}
                  />
                )}
              </FormField>
              <TryAddress baseUrl={baseUrl} tryAddress={tryAddress} />
            </CardBody>
          </Card>
          <Card>
            <CardHeader
              title="Time-outs"
              description="In milliseconds. What takes longer is answered with 504."
            />
            <CardBody className="grid gap-5 sm:grid-cols-2">
              {TIMES.map(({ name, label, help }) => (
                <FormField key={name} control={control} name={name} label={label} help={help}>
                  {(field) => (
                    <div className="flex items-center gap-2">
                      <NumberInput {...field} className="w-28" />
                      <span className="text-ink-muted">ms</span>
                    </div>
                  )}
                </FormField>
              ))}
            </CardBody>
          </Card>
          <div className="flex flex-wrap justify-end gap-2">
            <Button asChild variant="ghost">
              <Link href="/staff/products/upstreams">Back to upstreams</Link>
            </Button>
            <Button
              type="submit"
              variant="primary"
              pending={formState.isSubmitting}
              disabled={upstream !== null && !isDirty}
            >
              {upstream === null ? "Create upstream" : "Save upstream"}
            </Button>
          </div>
        </div>
        <LeaveDialog active={isDirty} />
      </form>
      <Dialog open={made !== undefined} onOpenChange={(open) => (open ? undefined : finish())}>
        {made === undefined ? null : <ShownSecret shown={made.secret} isFirst />}
      </Dialog>
    </>
  );
}

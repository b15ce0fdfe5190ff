import { type Control, useController } from "react-hook-form";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { DateTimeField } from "@/components/ui/date-time-field";
import { FormField } from "@/components/ui/form-field";
import { formatExact } from "@/components/ui/format-number";
import { Input } from "@/components/ui/input";
import { NumberInput } from "@/components/ui/number-input";
import { TextLink } from "@/components/ui/text-link";
import { Textarea } from "@/components/ui/textarea";
import type { QpsWish } from "@/lib/qps/schemas";
import type { QpsForm } from "@/lib/qps/views";
import type { WishValues } from "./wish-values";

type WishCardProps = {
  control: Control<WishValues, unknown, QpsWish>;
  orgSlug: string;
  about: QpsForm | null;
  wanted: number | null;
};

/** How much, from when to when, and what for. */
export function WishCard({ control, orgSlug, about, wanted }: WishCardProps) {
  const { field: from, fieldState: fromState } = useController({ control, name: "from" });
  const { field: until, fieldState: untilState } = useController({ control, name: "until" });
  return (
    <Card>
      <CardHeader title="What you ask for" description="More or less than what holds now." />
      <CardBody className="grid gap-5">
        <div className="grid gap-5 sm:grid-cols-2">
          <FormField
            control={control}
            name="wantedQps"
            label="Wanted QPS"
            required
            help={<WantedHelp orgSlug={orgSlug} about={about} wanted={wanted} />}
          >
            {(field) => <NumberInput {...field} className="max-w-40" />}
          </FormField>
          <FormField
            control={control}
            name="expectedPeak"
            label="Expected peak"
            optional
            help="Calls in the busiest second that you reckon with."
          >
            {(field) => <NumberInput {...field} className="max-w-40" />}
          </FormField>
        </div>
        <div className="grid gap-5 sm:grid-cols-2">
          <DateTimeField
            ref={from.ref}
            label="From"
            optional
            none="As soon as it is approved."
            value={from.value}
            onValueChange={from.onChange}
            onBlur={from.onBlur}
            error={fromState.error?.message}
            choicesDays={[1, 7]}
          />
          <DateTimeField
            ref={until.ref}
            label="Until"
            optional
            none="Without an end. With one, today’s limit comes back by itself."
            value={until.value}
            onValueChange={until.onChange}
            onBlur={until.onBlur}
            error={untilState.error?.message}
            choicesDays={[7, 30, 90]}
          />
        </div>
        <FormField
          control={control}
          name="reason"
          label="Reason"
          required
          help="What changes: a launch, a season, another customer of yours. It decides most requests."
        >
          {(field) => <Textarea {...field} rows={4} maxLength={2000} />}
        </FormField>
        <FormField
          control={control}
          name="contact"
          label="Contact"
          required
          help="Whom the provider can ask, and how. Questions also come to this page and by mail."
          className="sm:max-w-96"
        >
          {(field) => <Input {...field} maxLength={200} autoComplete="email" />}
        </FormField>
      </CardBody>
    </Card>
  );
}

function WantedHelp({ orgSlug, about, wanted }: Pick<WishCardProps, "orgSlug" | "about" | "wanted">) {
  const chosen = about?.chosen;
  if (!chosen) return "For one key in one class.";
  const { qps, agreed, ownQps } = chosen;
  const ceiling = about?.ceiling ?? null;
  const isOwnInTheWay = ownQps !== null && ownQps < agreed;
  return (
    <>
      {formatExact(qps)} QPS holds now
      {isOwnInTheWay ? `, lowered by you from ${formatExact(agreed)}` : ""}.{" "}
      {ceiling === null ? "" : `Your contract allows up to ${formatExact(ceiling)} for a key. `}
      {(wanted !== null && wanted < agreed) || isOwnInTheWay ? (
        <>
          {isOwnInTheWay && (wanted === null || wanted <= agreed)
            ? `Up to ${formatExact(agreed)} you need not ask: `
            : "For less you need not ask: "}
          <TextLink href={`/o/${orgSlug}/keys/${about?.key.id}/edit`}>set it on the key</TextLink>.
        </>
      ) : null}
    </>
  );
}

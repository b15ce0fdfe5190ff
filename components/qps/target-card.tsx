import type { Control } from "react-hook-form";
import { useController } from "react-hook-form";
import type { KeyChoice } from "@/components/frame/key-search";
import { Banner } from "@/components/ui/banner";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { formatExact } from "@/components/ui/format-number";
import { Select } from "@/components/ui/select";
import { TextLink } from "@/components/ui/text-link";
import type { QpsWish } from "@/lib/qps/schemas";
import type { QpsForm } from "@/lib/qps/views";
import { KeyPicker } from "./key-picker";
import type { WishValues } from "./wish-values";

type TargetCardProps = {
  control: Control<WishValues, unknown, QpsWish>;
  orgSlug: string;
  about: QpsForm | null;
  recentKeys: readonly KeyChoice[];
  /** What goes with the choice is on its way. */
  isGoing: boolean;
  onChoose: (keyId: string, classId: string | null) => void;
};

/** Which key, and which of its endpoint classes; limits are counted for each by itself. */
export function TargetCard({ control, orgSlug, about, recentKeys, isGoing, onChoose }: TargetCardProps) {
  const { fieldState: keyState } = useController({ control, name: "keyId" });
  const { field: classField, fieldState: classState } = useController({ control, name: "classId" });
  const chosen = about?.chosen ?? null;
  return (
    <Card aria-busy={isGoing}>
      <CardHeader title="Key and class" description="QPS is counted for each key and class by itself." />
      <CardBody className="grid gap-5">
        <div className="grid gap-5 sm:grid-cols-2">
          <Field
            label="Key"
            error={keyState.error && about === null ? "Choose the key that needs another QPS." : undefined}
          >
            <KeyPicker
              orgSlug={orgSlug}
              value={about?.key ?? null}
              recent={recentKeys}
              onValueChange={({ id }) => onChoose(id, null)}
            />
          </Field>
          <Field label="Product and class" error={classState.error?.message}>
            <Select
              ref={classField.ref}
              disabled={about === null}
              placeholder={about === null ? "Choose a key first" : "Choose a class"}
              options={(about?.classes ?? []).map(({ classId, productName, className, qps }) => ({
                value: classId,
                label: `${productName}, ${className}`,
                help: `${formatExact(qps)} QPS now`,
              }))}
              value={chosen?.classId ?? classField.value}
              onValueChange={(classId) => {
                classField.onChange(classId);
                if (about) onChoose(about.key.id, classId);
              }}
            />
          </Field>
        </div>
        {about?.chosen?.openRequestId ? (
          <Banner
            tone="warn"
            title="A request for this key and class is open already"
            action={
              <TextLink href={`/o/${orgSlug}/requests/${about.chosen.openRequestId}`}>
                Open that request
              </TextLink>
            }
          >
            Add to it there, or withdraw it to send another.
          </Banner>
        ) : null}
        {about !== null && !about.canDraft ? (
          <Banner tone="warn" title="This is somebody else’s key">
            Its creator, an admin or an owner can ask for another QPS.
          </Banner>
        ) : null}
      </CardBody>
    </Card>
  );
}

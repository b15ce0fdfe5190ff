import Link from "next/link";
import type { Control } from "react-hook-form";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { LeakChoice, PolicyChoice, PolicyNumber } from "./policy-fields";
import type { FormPolicies, PolicyValues } from "./policy-values";

type PolicyCardsProps = {
  control: Control<PolicyValues, unknown, FormPolicies>;
  orgSlug: string;
  /** What new keys start with, in a line. */
  defaultRestrictions: string;
};

/** The form's fields, by what they are about. */
export function PolicyCards({ control, orgSlug, defaultRestrictions }: PolicyCardsProps) {
  return (
    <>
      <Card>
        <CardHeader title="Secrets" description="How the secrets of all keys are kept and sent." />
        <CardBody className="grid gap-5">
          <PolicyChoice
            control={control}
            name="showSecretsOnce"
            label="Show secrets once"
            help="No copy is kept. A secret is shown when it is made; afterwards nobody, not even an owner, can copy it."
          />
          <PolicyChoice
            control={control}
            name="allowQueryKeys"
            label="Accept keys in the query string"
            help="URLs end up in logs and histories. Needed where only a URL can be given, for map tiles in a browser for instance. A key's own setting can only forbid more."
          />
        </CardBody>
      </Card>
      <Card>
        <CardHeader title="Keys" description="What may be created, and with what it starts." />
        <CardBody className="grid gap-6">
          <div className="grid gap-6 sm:grid-cols-2">
            <PolicyNumber
              control={control}
              name="maxKeys"
              label="Number of keys"
              unit="keys"
              help="Empty: no limit of your own."
            />
            <PolicyNumber
              control={control}
              name="maxKeyAgeDays"
              label="Maximum age"
              unit="days"
              help="A key has to end this long after its creation. Empty: it need not end."
            />
          </div>
          <div className="flex flex-wrap items-center justify-between gap-3 border-line border-t pt-5">
            <div className="min-w-0">
              <p className="font-medium">Default restrictions</p>
              <p className="text-ink-muted text-sm">{defaultRestrictions}</p>
            </div>
            <Button asChild size="sm">
              <Link href={`/o/${orgSlug}/settings/policies/restrictions`}>Edit default restrictions</Link>
            </Button>
          </div>
        </CardBody>
      </Card>
      <Card>
        <CardHeader
          title="Rotation"
          description="Reminders come 14, 7 and 1 days before a rotation is due."
        />
        <CardBody className="grid gap-5">
          <PolicyNumber
            control={control}
            name="rotateEveryDays"
            label="Rotation interval"
            unit="days"
            help="Empty: only keys with an interval of their own become due. A key's own may only be shorter."
            className="sm:max-w-[calc(50%-0.75rem)]"
          />
          <PolicyChoice
            control={control}
            name="autoRotate"
            label="Rotate by itself when it is due"
            help="The old secret works on for the overlap; whoever uses the key has to fetch the new one in that time. Otherwise people are only reminded."
          />
        </CardBody>
      </Card>
      <Card>
        <CardHeader
          title="Leaks"
          description="Scanners report secrets of yours that they find in public code. The page of the leak says where."
        />
        <CardBody>
          <LeakChoice control={control} />
        </CardBody>
      </Card>
      <Card>
        <CardHeader title="Members" description="How people prove who they are." />
        <CardBody className="grid gap-5">
          <PolicyChoice
            control={control}
            name="requireSecondFactor"
            label="Require a second factor"
            help="Who has none is led to setting it up before seeing anything of this organization."
          />
          <PolicyChoice
            control={control}
            name="requireStepUp"
            label="Ask for a fresh proof before a copy, a rotation or a deletion"
            help="The password or a code, unless it was given in the last 5 minutes. Changing policies asks, too."
          />
        </CardBody>
      </Card>
    </>
  );
}

import type { ReactNode } from "react";
import { Card, CardBody, CardHeader } from "@/components/ui/card";

/** At the end of a key's page: the way to the provider's support. */
export function SupportCard({ providerName, contact }: { providerName: string; contact: ReactNode }) {
  return (
    <Card id="support" className="scroll-mt-20">
      <CardHeader
        title="Something wrong with this key?"
        description={`${providerName} support finds it by its ID. A message with the ID and what we see of the key is written for you; the key itself is never in it.`}
      />
      <CardBody>{contact}</CardBody>
    </Card>
  );
}

import type { ReactNode } from "react";
import { Card, CardBody, CardHeader } from "@/components/ui/card";

type PanelProps = {
  title: string;
  description?: ReactNode;
  actions?: ReactNode;
  /** What to say in place of the numbers where there are none. */
  empty?: string | undefined;
  children: ReactNode;
};

/** One metric: its name, what it means, and its numbers in whatever form. */
export function Panel({ title, description, actions, empty, children }: PanelProps) {
  return (
    <Card>
      <CardHeader title={title} description={description} actions={actions} />
      <CardBody>
        {empty === undefined ? children : <p className="text-sm text-ink-muted">{empty}</p>}
      </CardBody>
    </Card>
  );
}

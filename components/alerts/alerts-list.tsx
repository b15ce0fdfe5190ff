"use client";

import { useRouter } from "next/navigation";
import { useOptimistic, useTransition } from "react";
import { Card } from "@/components/ui/card";
import { notify } from "@/components/ui/notify";
import type { ActionResult } from "@/lib/actions/result";
import type { AlertItem } from "@/lib/alerts/schemas";
import type { AlertActions } from "./alert-actions";
import { AlertRow } from "./alert-row";

type AlertsListProps = {
  orgSlug: string;
  alerts: readonly AlertItem[];
  /** Where only open ones are shown, one that is put aside leaves the list. */
  isOpenOnly: boolean;
  mayReportLeaks: boolean;
  actions: AlertActions;
};

/** Alerts, the newest first, with what can be done about each. */
export function AlertsList({ orgSlug, alerts, isOpenOnly, mayReportLeaks, actions }: AlertsListProps) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const [shown, hide] = useOptimistic(alerts, (all, alertId: string) =>
    all.filter(({ id }) => id !== alertId),
  );
  const run = (alertId: string, act: () => Promise<ActionResult<unknown>>, done: () => void) =>
    startTransition(async () => {
      if (isOpenOnly) hide(alertId);
      const result = await act();
      if (result.ok) done();
      else notify.failed(result.error);
      router.refresh();
    });
  const takeBack = (alertId: string) =>
    startTransition(async () => {
      const result = await actions.setAside(orgSlug, { alertIds: [alertId], isAside: false });
      if (!result.ok) notify.failed(result.error);
      router.refresh();
    });
  const putAside = (alertId: string) =>
    run(
      alertId,
      () => actions.setAside(orgSlug, { alertIds: [alertId], isAside: true }),
      () => notify.undoable("Alert put aside", () => takeBack(alertId)),
    );
  const learn = (alert: AlertItem) =>
    run(
      alert.id,
      () => actions.thisIsMe(orgSlug, { alertId: alert.id }),
      () =>
        notify.done(
          alert.learns === "a caller"
            ? "Learned: you are not told of it again"
            : "Learned: so many calls are usual",
        ),
    );
  return (
    <Card aria-busy={pending}>
      <ul aria-label="Alerts" className="divide-y divide-line px-5">
        {shown.map((alert) => (
          <AlertRow
            key={alert.id}
            orgSlug={orgSlug}
            alert={alert}
            mayReportLeaks={mayReportLeaks}
            onPutAside={() => putAside(alert.id)}
            onTakeBack={() => takeBack(alert.id)}
            onLearn={() => learn(alert)}
          />
        ))}
      </ul>
    </Card>
  );
}

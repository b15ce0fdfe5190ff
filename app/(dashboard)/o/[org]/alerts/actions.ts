"use server";

import { orgAction } from "@/lib/actions/org-action";
import { AlertRef, SetAlertRuleInput, SetAlertsAsideInput } from "@/lib/alerts/schemas";
import { setAlertsAside } from "@/lib/alerts/set-aside";
import { setAlertRule } from "@/lib/alerts/set-rule";
import { thisIsMe } from "@/lib/alerts/this-is-me";

export const setAlertsAsideAction = orgAction(
  { permission: "alerts:answer", input: SetAlertsAsideInput },
  async ({ ctx, input }) => {
    const { changed } = await setAlertsAside(ctx, input);
    return { changed };
  },
);

export const thisIsMeAction = orgAction(
  { permission: "alerts:answer", input: AlertRef },
  async ({ ctx, input }) => {
    await thisIsMe(ctx, input);
    return null;
  },
);

export const setAlertRuleAction = orgAction(
  { permission: "alerts:manage", input: SetAlertRuleInput },
  async ({ ctx, input }) => {
    await setAlertRule(ctx, input);
    return null;
  },
);

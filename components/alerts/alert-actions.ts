import type { z } from "zod";
import type { ActionResult } from "@/lib/actions/result";
import type { AlertRef, SetAlertRuleInput, SetAlertsAsideInput } from "@/lib/alerts/schemas";

type Act<Schema extends z.ZodType, T> = (orgSlug: string, input: z.input<Schema>) => Promise<ActionResult<T>>;

/** What members can do about alerts; the page hands in its server actions, and the server decides each again. */
export type AlertActions = {
  setAside: Act<typeof SetAlertsAsideInput, { changed: string[] }>;
  thisIsMe: Act<typeof AlertRef, null>;
};

export type SetRule = Act<typeof SetAlertRuleInput, null>;

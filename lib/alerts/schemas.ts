import { z } from "zod";
import { isId } from "@/lib/std/id";
import { ALERT_VIEWS } from "./views";

const ALERTS_AT_ONCE = 100;

/** What a rule keeps beside being on or off. */
export const StoredTerms = z.object({ value: z.int() });

const AlertId = z.string().refine((id) => isId("alert", id), "This is not an alert.");
const KeyId = z.string().refine((id) => isId("key", id), "This is not a key ID.");
const KindName = z.string().min(1).max(64);

export type AlertView = (typeof ALERT_VIEWS)[number];

export const ListAlertsQuery = z.strictObject({
  view: z.enum(ALERT_VIEWS).default("open"),
  kind: KindName.nullable().default(null),
  keyId: KeyId.nullable().default(null),
  after: z.string().max(1000).nullable().default(null),
});
export type ListAlertsQuery = z.output<typeof ListAlertsQuery>;

/** Puts alerts aside, or takes them back from there. */
export const SetAlertsAsideInput = z.strictObject({
  alertIds: z.array(AlertId).min(1).max(ALERTS_AT_ONCE),
  isAside: z.boolean(),
});
export type SetAlertsAsideInput = z.output<typeof SetAlertsAsideInput>;

/** Names one alert. */
export const AlertRef = z.strictObject({ alertId: AlertId });
export type AlertRef = z.output<typeof AlertRef>;

/** Lays down a rule of the organization (`keyId` is `null`) or of a key; `rule` `null` takes it away again. */
export const SetAlertRuleInput = z.strictObject({
  keyId: KeyId.nullable(),
  kind: KindName,
  rule: z.strictObject({ isOn: z.boolean(), value: z.int("Enter a whole number.") }).nullable(),
});
export type SetAlertRuleInput = z.output<typeof SetAlertRuleInput>;

/** Whose rules are shown; nobody's in particular: the organization's. */
export const AlertRulesQuery = z.strictObject({ keyId: KeyId.nullable().default(null) });
export type AlertRulesQuery = z.output<typeof AlertRulesQuery>;

/** An alert as the list shows it. Times are ISO 8601. */
export type AlertItem = {
  id: string;
  kind: string;
  label: string;
  key: { id: string; name: string; isInTrash: boolean } | null;
  title: string;
  body: string;
  at: string;
  /** Whether it is one that ends; `endedAt` `null`: it goes on. */
  ends: boolean;
  endedAt: string | null;
  aside: { at: string; by: string | null } | null;
  /** Somebody said that it was them. */
  isLearned: boolean;
  canAnswer: boolean;
  /** What "this is me" means here; `null`: nothing that could be learned. */
  learns: "a caller" | "this many calls" | null;
};

/** A kind of alert and the rule that holds for it. */
export type AlertRuleRow = {
  kind: string;
  label: string;
  means: string;
  term: { label: string; unit: string; min: number; max: number };
  isOn: boolean;
  value: number;
  /** Whose rule it is that holds. */
  from: "usual" | "org" | "key";
};

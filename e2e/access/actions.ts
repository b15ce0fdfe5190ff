import { ACCOUNT_ACTIONS } from "./account-actions";
import type { ActionRow } from "./action-row";
import { ALERT_ACTIONS } from "./alert-actions";
import { CONSOLE_ACTIONS } from "./console-actions";
import { KEY_ACTIONS } from "./key-actions";
import { LEAK_ACTIONS } from "./leak-actions";
import { MATERIAL_ACTIONS } from "./material-actions";
import { ORG_ACTIONS } from "./org-actions";
import { PRODUCT_ACTIONS } from "./product-actions";
import { QPS_ACTIONS } from "./qps-actions";
import { SUPPORT_ACTIONS } from "./support-actions";
import { WEBHOOK_ACTIONS } from "./webhook-actions";

/** Every server action there is, by its name. One that is missing here, or is here and gone, fails the suite. */
export const ACTIONS: Readonly<Record<string, ActionRow>> = {
  ...ACCOUNT_ACTIONS,
  ...ALERT_ACTIONS,
  ...KEY_ACTIONS,
  ...LEAK_ACTIONS,
  ...QPS_ACTIONS,
  ...ORG_ACTIONS,
  ...WEBHOOK_ACTIONS,
  ...SUPPORT_ACTIONS,
  ...CONSOLE_ACTIONS,
  ...PRODUCT_ACTIONS,
  ...MATERIAL_ACTIONS,
};

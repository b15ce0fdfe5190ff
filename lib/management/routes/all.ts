import type { Route } from "../route";
import { ROTATION_ROUTES } from "./key-rotation";
import { STATE_ROUTES } from "./key-state";
import { USAGE_ROUTES } from "./key-usage";
import { KEY_ROUTES } from "./keys";
import { ORGANIZATION_ROUTES } from "./organization";
import { QPS_EVIDENCE_ROUTES } from "./qps-evidence";
import { QPS_REQUEST_ROUTES } from "./qps-requests";
import { GROUPED_USAGE_ROUTES } from "./usage";
import { WEBHOOK_DELIVERY_ROUTES } from "./webhook-deliveries";
import { WEBHOOK_ROUTES } from "./webhooks";

/** Every route of the management API; the reference is drawn from it, and a test tries each. */
export const ROUTES: readonly Route[] = [
  ...KEY_ROUTES,
  ...ROTATION_ROUTES,
  ...STATE_ROUTES,
  ...USAGE_ROUTES,
  ...GROUPED_USAGE_ROUTES,
  ...QPS_REQUEST_ROUTES,
  ...QPS_EVIDENCE_ROUTES,
  ...WEBHOOK_ROUTES,
  ...WEBHOOK_DELIVERY_ROUTES,
  ...ORGANIZATION_ROUTES,
];

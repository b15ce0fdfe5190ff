import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import { ALERT_VIEWS } from "@/lib/alerts/views";

/** The page's state in the URL. */
export const alertsParams = {
  show: parseAsStringLiteral(ALERT_VIEWS).withDefault("open"),
  kind: parseAsString.withDefault(""),
  key: parseAsString.withDefault(""),
  after: parseAsString.withDefault(""),
};
export type AlertsParams = inferParserType<typeof alertsParams>;

export const loadAlertsParams = createLoader(alertsParams);
export const serializeAlertsParams = createSerializer(alertsParams);

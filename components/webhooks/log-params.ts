import { createLoader, createSerializer, parseAsString, parseAsStringLiteral } from "nuqs/server";
import { DELIVERY_STATES } from "@/lib/webhooks/delivery-states";

/** The log's state in the URL. */
export const logParams = {
  show: parseAsStringLiteral(["all", ...DELIVERY_STATES]).withDefault("all"),
  before: parseAsString.withDefault(""),
};

export const loadLogParams = createLoader(logParams);
export const serializeLogParams = createSerializer(logParams);

import { createLoader, createSerializer, parseAsString, parseAsStringLiteral } from "nuqs/server";
import type { QpsPhase } from "@/lib/qps/phase";

/** Which requests the customer's list shows. */
export const REQUEST_VIEWS = ["all", "open", "granted", "closed"] as const;
export type RequestView = (typeof REQUEST_VIEWS)[number];

/** The states that each view holds; none: all. */
export const VIEW_PHASES = {
  all: [],
  open: ["draft", "pending", "question"],
  granted: ["scheduled", "active"],
  closed: ["ended", "rejected", "withdrawn"],
} as const satisfies Record<RequestView, readonly QpsPhase[]>;

/** The page's state in the URL. */
export const requestsParams = {
  view: parseAsStringLiteral(REQUEST_VIEWS).withDefault("all"),
  key: parseAsString.withDefault(""),
  after: parseAsString.withDefault(""),
};

export const loadRequestsParams = createLoader(requestsParams);
export const serializeRequestsParams = createSerializer(requestsParams);

import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsBoolean,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import type { QpsPhase } from "@/lib/qps/phase";

/** Which requests of the queue are shown: those to be decided, or what became of the others. */
export const QUEUE_VIEWS = ["open", "decided"] as const;

/** How the decided ones ended. */
export const OUTCOMES = ["all", "granted", "rejected", "withdrawn"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** The states that each outcome holds; none: all. */
export const OUTCOME_PHASES = {
  all: [],
  granted: ["scheduled", "active", "ended"],
  rejected: ["rejected"],
  withdrawn: ["withdrawn"],
} as const satisfies Record<Outcome, readonly QpsPhase[]>;

/** The page's state in the URL. */
export const queueParams = {
  view: parseAsStringLiteral(QUEUE_VIEWS).withDefault("open"),
  outcome: parseAsStringLiteral(OUTCOMES).withDefault("all"),
  q: parseAsString.withDefault(""),
  overdue: parseAsBoolean.withDefault(false),
  after: parseAsString.withDefault(""),
};
export type QueueParams = inferParserType<typeof queueParams>;

export const loadQueueParams = createLoader(queueParams);
export const serializeQueueParams = createSerializer(queueParams);

/** Whether anything beyond the view narrows the queue. */
export function isNarrowed({ view, outcome, q, overdue }: QueueParams): boolean {
  return q.trim() !== "" || (view === "open" ? overdue : outcome !== "all");
}

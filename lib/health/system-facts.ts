import type { DatabaseHealth } from "./database";
import type { EdgeView } from "./live-edges";

/** Calls to an upstream as all living edges have seen them together. */
export type UpstreamHealthView = {
  id: string;
  name: string;
  products: string[];
  /** Of the edges that called it, so many got an answer the last time. */
  up: number;
  asked: number;
  answered: number;
  unreachable: number;
  timedOut: number;
  /** ISO 8601. */
  lastFailureAt: string | null;
};

/** How the installation is. Times in ISO 8601. */
export type SystemFacts = {
  readAt: string;
  version: string;
  /** Whether limits are meant to be shared through Redis. */
  isShared: boolean;
  edges: EdgeView[];
  database: DatabaseHealth;
  upstreams: UpstreamHealthView[];
};

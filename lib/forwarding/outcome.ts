/** How an answer ended, as the client got it. */
export type Outcome = {
  readonly requestId: string;
  readonly status: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
  /** Left out: until now. A connection that was handed over to its client goes on long after the answer. */
  readonly latencyMs?: number;
};

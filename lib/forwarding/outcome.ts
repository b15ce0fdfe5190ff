/** How an answer ended, as the client got it. */
export type Outcome = {
  readonly requestId: string;
  readonly status: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
};

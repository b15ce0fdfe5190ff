import type { RequestListener } from "node:http";

export type Fault = "missing" | "malformed" | "out_of_window" | "wrong_signature";
export type Event = { type: string; timestamp: string; data: Record<string, unknown> };
export function faultOf(
  secret: string,
  headers: Readonly<Record<string, string | string[] | undefined>>,
  body: string,
  nowMs?: number,
): Fault | null;
export function createReceiver(options: {
  secret: string;
  isNew: (id: string) => boolean | Promise<boolean>;
  onEvent: (event: Event) => void | Promise<void>;
}): RequestListener;

import { expect, test } from "vitest";
import type { TailEvent } from "@/lib/usage/tail-schemas";
import { readEvents } from "./read-events";

const EVENTS: TailEvent[] = [
  { type: "open" },
  { type: "calls", requests: [], missed: 3 },
  { type: "quiet" },
  { type: "end", reason: "time" },
];

function streamOf(bytes: Uint8Array, size: number): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= bytes.length) return controller.close();
      controller.enqueue(bytes.slice(at, at + size));
      at += size;
    },
  });
}

test("events are read whole, wherever the network cuts them", async () => {
  const text = EVENTS.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join("");
  const bytes = new TextEncoder().encode(text);
  for (let size = 1; size < 60; size += 7) {
    const read: TailEvent[] = [];
    for await (const event of readEvents(streamOf(bytes, size))) read.push(event);
    expect(read).toEqual(EVENTS);
  }
});

test("comments, unknown events, damage and an unfinished end are passed over", async () => {
  const text =
    ': hello\n\ndata: {"type":"later"}\n\ndata: {oops\n\ndata: {"type":"open"}\n\ndata: {"type":"quiet"';
  const read: TailEvent[] = [];
  for await (const event of readEvents(streamOf(new TextEncoder().encode(text), 9))) read.push(event);
  expect(read).toEqual([{ type: "open" }]);
});

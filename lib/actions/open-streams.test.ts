import { afterEach, expect, test } from "vitest";
import { endStreams, openStream } from "./open-streams";

const opened: (() => void)[] = [];

function open(reader: AbortController) {
  const stream = openStream(reader.signal);
  opened.push(stream.done);
  return stream;
}

afterEach(() => {
  for (const done of opened.splice(0)) done();
});

test("a stream hears that its reader goes, and that the reader had gone before it was opened", () => {
  const reader = new AbortController();
  const before = open(reader);
  expect(before.controller.signal.aborted).toBe(false);
  reader.abort();
  expect(before.controller.signal.aborted).toBe(true);
  expect(open(reader).controller.signal.aborted).toBe(true);
});

test("every stream hears that the process stops, those that are done not any more", () => {
  const going = open(new AbortController());
  const done = open(new AbortController());
  done.done();
  endStreams();
  expect([going, done].map(({ controller }) => controller.signal.aborted)).toEqual([true, false]);
});

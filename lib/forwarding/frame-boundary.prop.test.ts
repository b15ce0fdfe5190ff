import fc from "fast-check";
import { expect, test } from "vitest";
import { closeFrame, FrameBoundary } from "./frame-boundary";

/** A frame of RFC 6455 §5.2 with so much payload. */
function frameOf(size: number, isMasked: boolean): Buffer {
  const extended = size < 126 ? 0 : size < 65_536 ? 2 : 8;
  const head = Buffer.alloc(2 + extended + (isMasked ? 4 : 0));
  head[0] = 0x82;
  head[1] = (isMasked ? 0x80 : 0) | (extended === 0 ? size : extended === 2 ? 126 : 127);
  if (extended === 2) head.writeUInt16BE(size, 2);
  if (extended === 8) head.writeBigUInt64BE(BigInt(size), 2);
  return Buffer.concat([head, Buffer.alloc(size, 0x88)]);
}

test("a stream is between two frames where a frame has ended and nowhere else, however it is cut", () => {
  const size = fc.oneof(fc.constantFrom(0, 1, 125, 126, 127, 65_535, 65_536), fc.nat(300));
  fc.assert(
    fc.property(
      fc.array(fc.tuple(size, fc.boolean()), { minLength: 1, maxLength: 6 }),
      fc.array(fc.nat(), { maxLength: 12 }),
      (frames, places) => {
        const bytes = frames.map(([length, isMasked]) => frameOf(length, isMasked));
        const stream = Buffer.concat(bytes);
        let end = 0;
        const ends = new Set([0, ...bytes.map((frame) => (end += frame.length))]);
        const cuts = [...places.map((place) => place % stream.length), stream.length].sort((a, b) => a - b);
        const boundary = new FrameBoundary();
        let from = 0;
        for (const to of cuts) {
          boundary.pass(stream.subarray(from, to));
          expect(boundary.isBetween).toBe(ends.has(to));
          from = to;
        }
      },
    ),
    { seed: 1, numRuns: 500 },
  );
});

test("a closing frame holds its code and as much of the reason as it can", () => {
  expect(closeFrame(1008, "key_disabled").toString("latin1")).toBe("\x88\x0e\x03\xf0key_disabled");
  expect(closeFrame(1001, "x".repeat(200))).toHaveLength(2 + 125);
});

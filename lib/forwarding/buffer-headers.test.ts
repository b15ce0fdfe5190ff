import { describe, expect, it } from "vitest";
import { RawHeaders } from "@/lib/edge/headers";
import { BufferHeaders } from "./buffer-headers";

const FIELDS = [
  "Content-Type",
  "text/plain",
  "VARY",
  "a",
  "Vary",
  "b",
  "X-Byte",
  "caf\u00e9",
  "Empty",
  "",
  "Odd",
];
const buffers = new BufferHeaders(FIELDS.map((part) => Buffer.from(part, "latin1")));
const strings = new RawHeaders(FIELDS);

describe("the raw fields of an upstream read", () => {
  it.each(["content-type", "vary", "x-byte", "empty", "odd", "absent", "content-typf"])(
    "%s as strings would",
    (name) => expect(buffers.get(name)).toBe(strings.get(name)),
  );

  it("whole as strings would, but for a name without a value", () => {
    const read = (headers: { forEach: RawHeaders["forEach"] }) => {
      const seen: string[] = [];
      headers.forEach((value, name) => void seen.push(`${name}=${value}`));
      return seen;
    };
    expect(read(buffers)).toEqual(read(new RawHeaders(FIELDS.slice(0, -1))));
  });
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { InterimAnswers } from "./interim-answers";

const interim = fc.constantFrom(
  "HTTP/1.1 100 Continue\r\n\r\n",
  "HTTP/1.1 100\r\n\r\n",
  "HTTP/1.0 100 Go on\r\nx-a: 1\r\nx-b: HTTP/1.1 200 OK\r\n\r\n",
  "HTTP/1.1 102 Processing\r\n\r\n",
  "HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n",
);
const answer = fc.constantFrom(
  "HTTP/1.1 200 OK\r\ncontent-length: 25\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n",
  "HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n",
  "HTTP/1.1 1000 Odd\r\n\r\n",
  "HTTP/2 200\r\n\r\n",
  "SSH-2.0-OpenSSH_9.7\r\n",
);

/** The pieces a text is cut into at these places. */
function cut(text: string, places: readonly number[]): Buffer[] {
  const at = [...new Set(places.map((place) => place % (text.length + 1)))].sort((a, b) => a - b);
  return [0, ...at].map((from, index) => Buffer.from(text.slice(from, at[index] ?? text.length), "latin1"));
}

test("what comes before an answer is taken out and nothing else, on every answer of a connection, however it is cut", () => {
  const one = fc.tuple(fc.array(interim, { maxLength: 4 }), answer, fc.array(fc.nat(), { maxLength: 12 }));
  fc.assert(
    fc.property(fc.array(one, { minLength: 1, maxLength: 3 }), (answers) => {
      const connection = new InterimAnswers();
      for (const [before, wanted, places] of answers) {
        connection.begin();
        const passed = cut(before.join("") + wanted, places)
          .filter((piece) => piece.length > 0)
          .map((piece) => connection.pass(piece)?.toString("latin1") ?? "");
        expect(passed.join("")).toBe(wanted);
      }
    }),
    { seed: 1, numRuns: 2_000 },
  );
});

test("what an upstream says without being asked, and a head without end, go on to who judges them", () => {
  const connection = new InterimAnswers();
  const unasked = Buffer.from("HTTP/1.1 100 Continue\r\n\r\n");
  expect(connection.pass(unasked)).toBe(unasked);
  connection.begin();
  expect(connection.pass(Buffer.from("HTTP/1.1 100 Continue\r\n"))).toBeNull();
  expect(connection.pass(Buffer.alloc(16_384, "a"))?.length).toBe(16_384 + 23);
  expect(connection.pass(unasked)).toBe(unasked);
});

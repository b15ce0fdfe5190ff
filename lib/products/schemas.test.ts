import { expect, test } from "vitest";
import { generateSecret } from "@/lib/edge/secret-format";
import { pathOfPasted } from "./schemas";

const SECRET = generateSecret();

test.each([
  ["/map/1/2", "/map/1/2"],
  [`https://api.example.com/map/1?key=${SECRET}`, "/map/1"],
  [`GET /map/1?view=x&key=${SECRET} HTTP/1.1`, "/map/1"],
  [`/map/1?key=${SECRET}#top`, "/map/1"],
  ["https://api.example.com?x=1", "/"],
  ["https://api.example.com", "/"],
  ["  get /map/1 ", "/map/1"],
  ["/map/a%2Fb", "/map/a%2Fb"],
  ["", ""],
])("of %s the path leaves the page, and nothing of the query", (pasted, path) => {
  expect(pathOfPasted(pasted)).toBe(path);
  expect(pathOfPasted(pasted)).not.toContain(SECRET);
});

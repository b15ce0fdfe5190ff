import { expect, test } from "vitest";
import { entriesOf } from "./entry-list";

test("commas and lines part entries; empty ones are none", () => {
  expect(entriesOf(" a.example ,\nb.example,, \n")).toEqual(["a.example", "b.example"]);
});

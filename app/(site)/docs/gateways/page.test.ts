import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { GATEWAY_EXAMPLES } from "./_components/examples";

test("every configuration the page shows exists", () => {
  const files = GATEWAY_EXAMPLES.flatMap(({ id, files }) => files.map((name) => `examples/${id}/${name}`));
  expect(files.filter((file) => !existsSync(file))).toEqual([]);
});

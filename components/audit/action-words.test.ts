import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ACTION_GROUPS, ACTION_WORDS } from "./action-words";

/** Every action that a verb leaves in the audit log of an organization. */
function actionsInCode(): string[] {
  const files = readdirSync("lib", { recursive: true, encoding: "utf8" }).filter(
    (name) => name.endsWith(".ts") && !name.endsWith(".test.ts") && !name.includes("generated"),
  );
  const texts = files.map((name) => readFileSync(join("lib", name), "utf8"));
  const found = texts.flatMap((text) =>
    [...text.matchAll(/\baction: "([a-z_]+\.[a-z_]+)"/g)].map(([, name]) => name),
  );
  // The rest is about accounts and the provider's own things, in chains of their own.
  return [...new Set(found)].filter((name) =>
    /^(key|member|org|audit|management_token|token|qps_request|webhook)\./.test(name ?? ""),
  ) as string[];
}

test("every action that can be in an organization's log has words", () => {
  expect(actionsInCode().filter((action) => ACTION_WORDS[action] === undefined)).toEqual([]);
});

test("every action a filter offers is one that is left, or a group of some", () => {
  const actions = actionsInCode();
  const dead = ACTION_GROUPS.filter(({ value }) => !actions.some((action) => action.startsWith(value)));
  expect(dead).toEqual([]);
});

import { type APIRequestContext, expect } from "@playwright/test";
import { demo } from "./demo";

/** A key for Search, made by a program: for journeys about what happens to it afterwards. @param terms What else its key body says. */
export async function makeKey(
  request: APIRequestContext,
  name: string,
  org = "fernwood-logistics",
  terms: Record<string, unknown> = {},
): Promise<{ id: string; secret: string }> {
  const token = demo.tokens.find((one) => one.org === org)?.token ?? "";
  const answer = await request.post("/api/v1/keys", {
    headers: { authorization: `Bearer ${token}` },
    data: { name, products: [{ product: "search" }], ...terms },
  });
  expect(answer.status()).toBe(201);
  return (await answer.json()) as { id: string; secret: string };
}

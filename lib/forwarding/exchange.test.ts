import { describe, expect, it } from "vitest";
import { closeExchange, type Exchange, findExchange, openExchange } from "./exchange";

const exchange = (): Exchange => ({
  client: "192.0.2.1",
  rawTarget: "/",
  answer: null,
});

describe("an exchange", () => {
  it("is found by its own token and by no other", () => {
    const one = exchange();
    const token = openExchange(one);
    const other = openExchange(exchange());
    expect(findExchange(token)).toBe(one);
    expect(findExchange(other)).not.toBe(one);
    for (const made of [
      null,
      "",
      "0",
      token.split(".")[1] ?? "",
      `${token}0`,
      token.toUpperCase(),
      "__proto__",
    ]) {
      expect(findExchange(made)).toBeUndefined();
    }
  });

  it("is forgotten with its request", () => {
    const token = openExchange(exchange());
    closeExchange(token);
    expect(findExchange(token)).toBeUndefined();
    expect(openExchange(exchange())).not.toBe(token);
  });
});
